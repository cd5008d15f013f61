"""Phrases of the tabs on country life: economy, culture, photos."""

from __future__ import annotations

from newsportal.demo.stock import read_stock

KINH_TE = read_stock("""
action =
  chuyển {n:12-190} ha đất cao hạn sang cây trồng mới
  xây dựng {n:2-9} kho lạnh bảo quản nông sản
  đăng ký mã số vùng trồng cho {n:8-120} ha
  ký hợp đồng bao tiêu với {n:2-8} doanh nghiệp
  cho {n:40-480} hộ vay {n:2-39} tỷ đồng
  mở {n:2-12} lớp kỹ thuật ngay tại ruộng
  đưa {n:3-22} sản phẩm lên sàn điện tử
  lắp hệ thống tưới tiết kiệm cho {n:5-80} ha
  cải tạo {n:6-60} ha vườn tạp
  lập {n:2-9} tổ hợp tác cùng sở thích
  dồn {n:900-4900} thửa nhỏ thành thửa lớn
  mời chuyên gia về giúp bà con ghép cành
  dựng {n:1-5} điểm bán hàng dọc quốc lộ
  thay giống cũ bằng giống cho năng suất cao
benefit =
  thu lãi {n:40-390} triệu đồng mỗi năm
  bán được hàng với giá ổn định
  có việc làm thường xuyên, thu nhập {n:5-14} triệu đồng mỗi tháng
  bớt lo cảnh được mùa mất giá
  mạnh dạn vay vốn mở rộng sản xuất
  giảm {pct} chi phí đầu vào
fact =
  {place} hiện có {n:45-620} ha sản xuất theo quy trình an toàn
  Hợp tác xã Rau & Quả {name} mỗi ngày xuất bán {n:2-19} tấn
  giá bán tại vườn đạt {n:12-65} nghìn đồng/kg
  thu nhập bình quân đầu người ở {place} đạt {n:42-96} triệu đồng/năm
  cụm công nghiệp {name} rộng {n:18-75} ha đã lấp đầy {pct}
  {n:9-48} sản phẩm được xếp hạng từ ba sao trở lên
  tổng dư nợ tín dụng chính sách đạt {n:18-160} tỷ đồng
  năng suất bình quân {n:52-71} tạ/ha
  {n:30-310} lồng cá cho sản lượng {n:60-900} tấn mỗi năm
  thôn {hamlet} có {n:20-180} hộ làm nghề, {n:60-700} lao động
item =
  Không dùng thuốc trước khi thu hoạch {n:7-20} ngày
  Ghi nhật ký sản xuất hằng ngày
  Bán đúng giá đã ký với doanh nghiệp
  Giữ lại {n:5-15}% lãi làm quỹ chung
  Chọn giống ở nơi có chứng nhận
  Gom vỏ bao bì về {n:2-6} điểm thu
measure =
  Diện tích (ha)
  Sản lượng (tấn)
  Số hộ tham gia
  Doanh thu (tỷ đồng)
  Lao động có việc làm
caption =
  Người dân thôn {hamlet} thu hoạch vụ mới
  Khu sản xuất tập trung của Hợp tác xã Rau & Quả {name}
  Anh {man} kiểm tra vườn cây đang kỳ cho quả
  Công nhân làm việc tại cụm công nghiệp {name}
  Sản phẩm của {place} tại hội chợ tỉnh {province}
  Mô hình kinh tế của gia đình chị {woman}, thôn {hamlet}
""")

VAN_HOA = read_stock("""
action =
  mở {n:2-8} lớp truyền dạy vào tối thứ bảy
  ghi âm lời kể của {n:6-40} nghệ nhân cao tuổi
  sửa lại {n:12-60} m2 mái ngói theo lối cũ
  quyên góp {n:600-4900} đầu sách
  lập câu lạc bộ với {n:18-90} thành viên
  cắm biển giới thiệu ở {n:3-15} di tích
  phục dựng {n:2-6} trò chơi đã thất truyền
  đón {n:300-4800} lượt khách về thăm làng
  vận động con em xa quê gửi tặng hiện vật
  đưa trò diễn vào giờ ngoại khóa của {n:2-7} trường
  chăm sóc {n:3-24} cây cổ thụ
  dựng sân khấu nhỏ cạnh nhà văn hóa
  bình chọn {n:40-900} gia đình tiêu biểu
  may mới {n:20-120} bộ trang phục
benefit =
  có chỗ vui chơi sau giờ làm đồng
  thêm yêu tiếng hát của cha ông
  có thêm thu nhập từ du khách
  hiểu hơn về ngôi làng của mình
  rèn luyện sức khỏe mỗi ngày
  được sống lại không khí hội làng xưa
fact =
  {place} hiện có {n:3-19} di tích đã được xếp hạng
  câu lạc bộ thôn {hamlet} duy trì {n:1-3} buổi luyện tập mỗi tuần
  tủ sách có {n:900-6800} cuốn, mỗi tháng {n:90-800} lượt người mượn
  ngôi đình dựng cách đây {n:180-420} năm, còn giữ {n:3-11} đạo sắc
  {pct} số gia đình đạt danh hiệu văn hóa
  làng nghề còn {n:24-210} hộ giữ được nghề của cha ông
  hội làng năm nay thu hút {n:2-18} nghìn lượt khách
  nghệ nhân cao tuổi nhất đã {n:84-97} tuổi
  cây cổ thụ đầu thôn {hamlet} cao {n:18-34} m, chu vi gốc {n:4-9} m
  {n:9-33} đội chèo, đội võ thường xuyên biểu diễn
item =
  Giữ nguyên lối hát cũ, không cải biên
  Mượn sách không quá {n:10-30} ngày
  Mỗi nhà dạy nghề cho {n:1-3} người trẻ
  Không bày bán hàng rong trong sân đình
  Luyện tập từ {n:5-6} giờ sáng
  Mặc trang phục truyền thống trong ngày hội
measure =
  Lượt khách
  Buổi biểu diễn
  Đầu sách
  Gia đình văn hóa
  Học viên nhỏ tuổi
caption =
  Một buổi tập của câu lạc bộ thôn {hamlet}
  Nghệ nhân {woman} truyền nghề cho lớp trẻ
  Ngôi đình cổ ở thôn {hamlet} sau khi tu bổ
  Trò chơi dân gian trong ngày hội của {place}
  Bạn đọc nhỏ tuổi ở tủ sách thôn {hamlet}
  Du khách tham quan {place}
""")

ANH = read_stock("""
caption =
  Từ {n:5-7} giờ sáng, các ngả đường ở {place} đã tấp nập người
  Các cụ cao niên thôn {hamlet} trong trang phục truyền thống
  Em nhỏ thích thú bên quầy đồ chơi dân gian
  Những bước chân nhanh nhẹn của đội thôn {hamlet}
  Nụ cười của chị {woman} sau giờ lao động
  Tiết mục của các nghệ nhân thôn {hamlet}
  Đông đảo người dân đến cổ vũ
  Gian hàng của {org}
  Ông {man} bên sản phẩm tự tay mình làm
  Toàn cảnh thôn {hamlet} nhìn từ trên cao
  Đội trống khai hội
  Niềm vui của đội giành giải nhất
  Thanh niên {place} thu dọn vệ sinh sau buổi lễ
  Trao quà lưu niệm cho các đội tham gia
  Du khách chụp ảnh kỷ niệm bên dòng sông
  Khoảnh khắc hoàng hôn ở {place}
photo_lead =
  Ngày {day}, {topic} {aim} đã diễn ra tại {place} với sự tham gia của {n:100-900} người dân.
  {Topic} {aim} ở {place} năm nay để lại nhiều ấn tượng đẹp trong lòng {people} và du khách.
  Giữa tháng {n:1-12}, phóng viên ghi lại {topic} {aim} tại thôn {hamlet}, {place}.
  Nằm bên con đê cũ, {place} vừa có {topic} {aim}, nơi {people} gặp nhau sau {n:2-11} tháng xa.
  Đến {place} dịp này, ai cũng muốn dừng chân xem {topic} {aim} do {org} chuẩn bị.
  {Topic} {aim}: đó là điều {speaker} nhắc mãi khi tiễn chúng tôi rời {place}.
photo_more =
  Báo Vĩnh Sơn xin giới thiệu cùng bạn đọc một số hình ảnh do phóng viên ghi lại.
  Không khí {daypart} ở thôn {hamlet} rộn rã tiếng cười của {n:90-700} người già, trẻ nhỏ.
  {Org} đã chuẩn bị cho ngày này suốt {n:2-6} tuần.
  {Speaker} bảo: “{quote}”.
  Bộ ảnh được thực hiện trong {n:2-9} giờ, từ lúc {daypart} đến khi tan hội ở thôn {hamlet}.
  Sau phần việc chung, {people} cùng ngồi lại bên ấm chè xanh ở thôn {hamlet}.
""")
