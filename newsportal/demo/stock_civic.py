"""Phrases of the tabs on public life: current affairs, politics, education."""

from __future__ import annotations

from newsportal.demo.stock import read_stock

THOI_SU = read_stock("""
action =
  cắm {n:6-48} biển cảnh báo dọc các tuyến đường liên thôn
  rà soát từng hộ sống ở vùng trũng thấp
  lắp {n:9-90} camera ở các ngã ba, ngã tư
  ra quân dọn sạch {n:2-19} km kênh mương
  hướng dẫn người dân cài đặt dịch vụ công trên điện thoại
  tổ chức trực {n:2-4} ca mỗi ngày tại các điểm xung yếu
  trồng thay thế {n:120-980} cây xanh
  niêm yết công khai {n:18-160} thủ tục tại bộ phận một cửa
  thay {n:200-900} m đường ống đã cũ
  ký cam kết với {n:40-600} chủ hộ
  mở {n:3-14} buổi tuyên truyền lưu động
  vận động {n:12-140} hộ hiến đất, lùi tường rào
  thăm hỏi từng gia đình có công
  kiểm tra đột xuất {n:4-30} cơ sở kinh doanh
benefit =
  bớt được những chuyến đi lại mất công
  có nước sạch dùng quanh năm
  yên tâm mỗi khi mưa bão về
  được nhận kết quả ngay trong buổi
  đi lại an toàn hơn trong đêm tối
  chủ động hơn với thiên tai
fact =
  trong {n:3-11} tháng, trên địa bàn chỉ xảy ra {n:1-5} vụ va chạm nhẹ
  toàn địa bàn có {n:1200-4800} hộ dùng nước từ trạm cấp tập trung
  bộ phận một cửa tiếp nhận {n:900-9800} hồ sơ, {pct} được trả trước hạn
  {n:4-21} tuyến đường với tổng chiều dài {n:3-38} km đã có điện chiếu sáng
  lượng rác phải chôn lấp giảm {pct}
  {n:300-2900} con trâu, bò và {n:2000-9900} con lợn đã được tiêm phòng
  {n:60-420} gia đình chính sách được tặng quà, tổng trị giá {n:60-900} triệu đồng
  đội xung kích của {place} có {n:25-90} người, chia làm {n:3-8} tổ
  thôn {hamlet} thu gom mỗi ngày {n:1-4},{n:1-9} tấn rác đã phân loại
  {n:70-360} hộ đã bàn giao mặt bằng trước thời hạn
item =
  Tuần tra ban đêm ít nhất {n:2-5} lần mỗi tuần
  Không để rác ra đường sau {n:6-9} giờ sáng
  Báo tin cho trưởng thôn khi nước lên quá {n:1-3} m
  Mỗi nhà có một thùng phân loại
  Không lấn chiếm hành lang đường bộ
  Giữ số điện thoại của tổ trực
measure =
  Số vụ va chạm
  Hồ sơ trả trước hạn
  Hộ dùng nước sạch
  Rác thu gom (tấn)
  Buổi tuyên truyền
caption =
  Lực lượng chức năng {place} hướng dẫn người dân trên tuyến đường mới mở
  Người dân thôn {hamlet} tham gia dọn vệ sinh đường làng
  Cán bộ bộ phận một cửa {place} giải quyết hồ sơ cho công dân
  Đoàn kiểm tra khảo sát đoạn kênh qua thôn {hamlet}
  {Org} tặng quà gia đình chính sách
  Một đoạn đường hoa ở thôn {hamlet}
""")

CHINH_TRI = read_stock("""
action =
  chọn {n:2-6} việc khó để bàn và giải quyết dứt điểm
  phân công từng cấp ủy viên theo dõi thôn
  tổ chức {n:2-9} cuộc gặp gỡ với người có uy tín
  công khai số điện thoại của cán bộ chủ chốt
  giao {n:3-15} chỉ tiêu cụ thể cho từng chi bộ
  lập sổ theo dõi lời hứa với cử tri
  bồi dưỡng {n:12-120} quần chúng ưu tú
  kiểm tra chuyên đề ở {n:2-11} chi bộ
  rút gọn nội dung họp, dành {n:40-90} phút cho thảo luận
  sắp xếp {n:3-9} đầu mối theo hướng tinh gọn
  lấy ý kiến {n:200-1900} hộ dân bằng phiếu
  nhân rộng {n:2-12} mô hình dân vận khéo
  tuyên dương {n:5-60} tấm gương việc nhỏ mà thiết thực
  mở {n:2-6} lớp bồi dưỡng nghiệp vụ buổi tối
benefit =
  được nói thẳng và được trả lời đến nơi đến chốn
  hiểu rõ chủ trương ngay từ đầu
  tin tưởng hơn vào đội ngũ cán bộ
  được tham gia giám sát việc chung
  thấy lời nói đi đôi với việc làm
  không còn phải gửi đơn vượt cấp
fact =
  Đảng bộ {place} hiện có {n:280-960} đảng viên, sinh hoạt ở {n:9-29} chi bộ
  trong năm, {n:5-38} quần chúng được đứng vào hàng ngũ của Đảng
  {n:30-210} ý kiến của cử tri đã được trả lời bằng văn bản
  {pct} số chi bộ được xếp loại hoàn thành tốt nhiệm vụ trở lên
  số cuộc họp giảm {n:2-9} cuộc mỗi tháng so với trước
  {place} hiện có {n:14-60} mô hình dân vận khéo
  qua giám sát {n:3-14} công trình, tiết giảm được {n:40-900} triệu đồng
  bộ máy của {place} giảm {n:2-9} đầu mối, {n:4-30} người
  hội nghị đối thoại kéo dài {n:3-5} giờ với {n:17-58} lượt người phát biểu
  {n:8-60} cán bộ trẻ được đưa vào quy hoạch
item =
  Họp đúng ngày, không kéo dài quá {n:60-120} phút
  Mỗi đảng viên giúp {n:1-3} hộ khó khăn
  Trả lời ý kiến của dân trong {n:3-10} ngày
  Công khai mọi khoản thu ở nhà văn hóa thôn
  Tự phê bình trước, góp ý cho đồng chí sau
  Không hứa điều chưa chắc làm được
measure =
  Đảng viên mới
  Ý kiến đã trả lời
  Cuộc giám sát
  Mô hình dân vận khéo
  Lớp bồi dưỡng
caption =
  Quang cảnh buổi sinh hoạt của chi bộ thôn {hamlet}
  Cử tri {place} phát biểu tại hội nghị
  Lãnh đạo {place} trao đổi với người dân thôn {hamlet}
  {Org} biểu dương các tấm gương tiêu biểu
  Lễ kết nạp đảng viên mới ở chi bộ thôn {hamlet}
  Đoàn giám sát làm việc với {org}
""")

GIAO_DUC = read_stock("""
action =
  xây thêm {n:4-18} phòng học
  trang bị {n:12-90} bộ máy tính
  mở {n:2-9} lớp phụ đạo miễn phí
  tổ chức {n:3-20} chuyến tham quan, trải nghiệm
  trao {n:30-480} suất học bổng
  lắp bể bơi di động rộng {n:60-160} m2
  cử {n:4-40} giáo viên đi bồi dưỡng
  vận động {n:10-90} học sinh trở lại lớp
  trồng vườn rau sạch sau dãy nhà ăn
  ký kết với {n:2-9} doanh nghiệp nhận học viên
  thay toàn bộ bàn ghế cũ ở {n:2-8} điểm trường
  đọc sách cùng học sinh {n:15-30} phút đầu giờ
  mở lớp buổi tối cho {n:12-60} người lớn tuổi
  thành lập {n:5-33} ban khuyến học dòng họ
benefit =
  yên tâm gửi con ở trường cả ngày
  được học với thầy cô giỏi ngay tại quê
  có nghề trong tay sau {n:3-9} tháng
  tự tin hơn khi đứng trước đám đông
  biết đọc, biết viết tên mình
  ham đọc sách hơn xem điện thoại
fact =
  trường có {n:14-42} lớp với {n:420-1900} học sinh
  {pct} số học sinh biết bơi
  tỷ lệ tốt nghiệp đạt {n:95-99},{n:1-9}%
  quỹ khuyến học của {place} có {n:120-980} triệu đồng
  bữa ăn bán trú giá {n:18-32} nghìn đồng, đủ {n:3-5} món
  {n:6-54} giải học sinh giỏi cấp tỉnh thuộc về {place}
  {n:70-600} lao động trẻ được cấp chứng chỉ nghề
  thư viện nhà trường có {n:1100-8900} bản sách
  {n:3-9} trong số {n:10-12} trường đạt chuẩn quốc gia
  lớp học ở thôn {hamlet} duy trì {n:3-5} buổi mỗi tuần
item =
  Đọc ít nhất {n:2-5} cuốn sách mỗi tháng
  Mỗi thầy cô đỡ đầu {n:1-3} học sinh khó khăn
  Không giao bài về nhà với lớp học hai buổi
  Công khai thực đơn từng ngày
  Học bơi có người lớn kèm
  Gặp cha mẹ học sinh {n:2-4} lần mỗi kỳ
measure =
  Số học sinh
  Phòng học kiên cố
  Học sinh giỏi
  Suất học bổng
  Học viên có việc làm
caption =
  Giờ học của cô và trò ở điểm trường thôn {hamlet}
  Học sinh {place} trong tiết đọc sách
  Thầy giáo {man} hướng dẫn học sinh thực hành
  {Org} trao học bổng cho học sinh vượt khó
  Bữa ăn bán trú ở một trường của {place}
  Lớp dạy nghề mở tại thôn {hamlet}
""")
