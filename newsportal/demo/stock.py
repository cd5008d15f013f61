"""The stock of phrases that every article draws on, whatever its tab.

A phrase may name other stock in braces: ``{org}`` is filled with one of its phrases, ``{n:20-90}``
with a number. What only one tab says stands in `specialities`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Stock = Mapping[str, tuple[str, ...]]

_ENTRY = re.compile(r"^(\w+) =", re.MULTILINE)


def read_stock(text: str) -> dict[str, tuple[str, ...]]:
    """The stock of a table: a name and "=", then one phrase a line.

    >>> read_stock('''
    ... fruit =
    ...   na
    ...   bưởi
    ... ''')
    {'fruit': ('na', 'bưởi')}
    """
    _, *parts = _ENTRY.split(text)
    return {
        name: tuple(line.strip() for line in lines.splitlines() if line.strip())
        for name, lines in zip(parts[::2], parts[1::2], strict=True)
    }


COMMON: Stock = read_stock("""
time =
  những năm gần đây
  từ đầu năm đến nay
  trong {n:2-9} tháng qua
  sau {n:2-6} năm bền bỉ triển khai
  thời gian qua
  ngay từ những ngày đầu
  đến thời điểm này
  trước yêu cầu của thực tiễn
  cùng với nhiệm vụ chuyên môn
  từ khi có nghị quyết chuyên đề
  chỉ trong quý vừa qua
  bước sang giai đoạn mới
  với quyết tâm cao
  không chờ cấp trên nhắc nhở
org =
  Đảng ủy {place}
  UBND {place}
  Ủy ban Mặt trận Tổ quốc {place}
  Hội Nông dân {place}
  Hội Liên hiệp Phụ nữ {place}
  Đoàn Thanh niên {place}
  Hội Cựu chiến binh {place}
  ban chỉ đạo của {place}
  chi bộ thôn {hamlet}
  ban công tác Mặt trận thôn {hamlet}
  tổ công tác của tỉnh {province}
  trung tâm dịch vụ công của {place}
  các đoàn thể ở thôn {hamlet}
  tổ tự quản thôn {hamlet}
speaker =
  Chủ tịch UBND {place} {man}
  Phó Chủ tịch UBND {place} {woman}
  Bí thư chi bộ thôn {hamlet} {man}
  trưởng thôn {hamlet} {man}
  bà {woman}, người dân thôn {hamlet}
  ông {man}, {n:58-87} tuổi, ở thôn {hamlet}
  chị {woman}, thôn {hamlet}
  anh {man}, thôn {hamlet}
  Chủ tịch Hội Nông dân {place} {man}
  Bí thư Đoàn Thanh niên {place} {woman}
quote =
  Việc gì dân được biết, được bàn thì việc ấy trôi chảy
  Lúc đầu ai cũng ngại, nay thấy có lợi thì tự bảo nhau làm
  Chúng tôi làm từng bước, chắc bước nào được bước ấy
  Điều mừng nhất là lớp trẻ đã chịu bắt tay vào việc
  Không có sự giúp đỡ của bà con thì {n:2-5} năm nữa cũng chưa xong
  Chúng tôi không chạy theo thành tích mà nhìn vào đời sống của từng nhà
  Mỗi tuần tôi dành ít nhất {n:2-4} buổi xuống thôn để nghe bà con nói
  Nhìn thôn xóm đổi khác từng ngày, ai cũng thấy công sức bỏ ra là xứng đáng
  Khó nhất là thói quen, mà thói quen thì phải kiên trì mới đổi được
  Cán bộ đi trước thì làng nước mới theo sau
  Nhà tôi góp {n:3-20} ngày công, chẳng ai tính toán gì
  Nếu được hỗ trợ thêm về kỹ thuật, bà con sẽ mạnh dạn làm lớn hơn
result =
  người dân đồng tình, ủng hộ
  nhiều việc khó đã được tháo gỡ ngay từ thôn
  số vụ việc phải chuyển lên cấp trên giảm {pct}
  {pct} số hộ trong thôn {hamlet} đã tự nguyện tham gia
  diện mạo thôn {hamlet} thay đổi rõ rệt
  tỷ lệ hộ nghèo của {place} chỉ còn < {n:1-3}%
  nếp sống mới dần hình thành ở từng gia đình
  việc chung của thôn được bàn bạc công khai
  {place} được tỉnh {province} tặng bằng khen
  {n:3-12} trong số {n:13-24} chỉ tiêu đã về đích sớm
  cán bộ gần dân hơn, nói đi đôi với làm
  bà con yên tâm, phấn khởi
problem =
  kinh phí còn eo hẹp
  một bộ phận người dân vẫn trông chờ, ỷ lại
  đường vào thôn {hamlet} chưa được cứng hóa
  lao động trẻ đi làm ăn xa nhiều
  cán bộ thôn phải kiêm nhiệm {n:2-4} việc
  thời tiết những tháng qua diễn biến thất thường
  cơ sở vật chất xây dựng từ hơn {n:15-30} năm trước đã xuống cấp
  số liệu của các thôn chưa khớp nhau
people =
  bà con thôn {hamlet}
  các hộ dân ở {place}
  hội viên Hội Nông dân
  đoàn viên, thanh niên
  hội viên phụ nữ
  các cựu chiến binh
  người cao tuổi trong thôn
  các gia đình trẻ
doing =
  đang tất bật chuẩn bị cho buổi họp thôn
  vừa đi kiểm tra một vòng quanh thôn về
  đang cùng bà con dọn vệ sinh đường làng
  còn dở tay ghi chép sổ sách
  đang pha ấm chè xanh đãi khách
daypart =
  sáng sớm
  chiều muộn
  trưa nắng
  sáng cuối tuần
  chiều mưa nhẹ
aim_next =
  {pct} số hộ tham gia vào cuối năm sau
  mỗi thôn có ít nhất {n:2-6} mô hình điểm
  hoàn thành trước ngày {deadline}
  thêm {n:2-9} thôn đạt chuẩn trong năm tới
  không để một hộ nào đứng ngoài cuộc
pct =
  {n:4-97}%
  {n:2-60},{n:1-9}%
  hơn {n:2-9}0%
  gần {n:2-9}0%
deadline =
  {n:1-28}/{n:1-12}
action =
  phân công người phụ trách từng thôn, từng hộ
  lấy thôn {hamlet} làm nơi thí điểm
  lập {n:2-12} nhóm nòng cốt để hướng dẫn từng nhà
  dành {n:60-890} triệu đồng cho phần việc này
  họp bàn với dân {n:3-16} lượt trước khi bắt tay vào làm
  học cách làm của {n:2-6} địa phương bạn
  biểu dương kịp thời {n:6-70} cá nhân
  đánh giá kết quả theo từng quý
  dùng loa truyền thanh để nhắc việc mỗi sáng
  huy động {n:2-9} đoàn thể cùng vào cuộc
fact =
  thôn {hamlet} có {n:96-420} hộ với {n:430-1900} nhân khẩu
  nguồn lực xã hội hóa chiếm {pct} tổng kinh phí
  đến tháng {n:2-12}, {n:3-11} thôn đã hoàn thành phần việc được giao
  {place} có {n:6-19} thôn, trong đó {n:2-5} thôn thuộc diện khó khăn
  qua khảo sát {n:120-960} hộ, {pct} cho rằng cách làm này phù hợp
heading =
  Kết quả bước đầu
  Khó khăn còn ở phía trước
  Cách làm của {name}
  Người dân là chủ thể
  Từ chủ trương đến việc làm
  Giữ đà cho chặng đường mới
  Chuyện ở thôn {hamlet}
  Nhìn từ một thôn điểm
  Thêm một bước tiến
  Khi cả thôn cùng vào cuộc
lead =
  {Time}, {place} dồn sức cho {topic}, coi đây là cách thiết thực để {aim}.
  Nhờ kiên trì {topic}, {place} đã tìm được lời giải cho bài toán {aim} mà nhiều năm còn bỏ ngỏ.
  Với sự vào cuộc của {org}, {topic} ở {place} đang đi vào nền nếp, góp phần {aim}.
  Từ chỗ làm lẻ tẻ, {topic} nay đã thành việc chung của cả {place}; mục tiêu là {aim}.
  Ở {place}, {topic} không còn là khẩu hiệu: {n:40-900} hộ đã tham gia để {aim}.
  {Time}, {topic} ở {place} có nhiều chuyển biến, được người dân ghi nhận và tạo đà để {aim}.
sentence =
  {Time}, {org} {action}; {result}.
  {Org} phối hợp với {org} {action}, nhờ đó {result}.
  {Org} giao {org} {action}, báo cáo kết quả trước ngày {deadline}.
  {Speaker} cho biết: “{quote}”.
  Theo {speaker}, {result}, song {problem}.
  Để {aim}, {org} {action} và {action}.
  Bằng cách {action}, {org} đã giúp {people} {benefit}.
  {Fact}.
  {Fact}; {remark}.
  {Fact}; {fact}.
  Khó khăn lớn nhất hiện nay là {problem}; vì vậy, {org} tiếp tục {action}.
  Không chỉ {action}, {place} còn {action}, qua đó {result}.
  Có mặt ở {place} vào một buổi {daypart}, chúng tôi gặp {speaker} khi {doing}.
  Ngày {day}, {org} tổ chức hội nghị về {topic} với {n:40-260} đại biểu tham dự.
  {People} đã góp {n:120-980} ngày công và {n:30-760} triệu đồng để {action}.
  Điều dễ nhận thấy là {result}, {people} {benefit}.
  Nhờ {topic}, {people} {benefit}.
  Trao đổi với phóng viên, {speaker} khẳng định {place} đủ sức {action} trong {n:2-5} năm tới.
remark =
  con số ấy cao hơn hẳn {n:3-8} năm trước
  đó là điều ít người nghĩ tới khi mới bắt đầu
  đây là kết quả thuộc tốp {n:3-9} của tỉnh {province}
  mỗi con số là công sức của cả một tập thể
  so với mặt bằng chung của tỉnh {province}, đó là bước tiến dài
  dẫu vậy, {problem}
ending =
  Thời gian tới, {org} tiếp tục {action}, phấn đấu {aim_next}.
  Với cách làm ấy, {place} đặt mục tiêu {aim_next}.
  Tin rằng, khi {people} đồng lòng, {place} sẽ sớm {aim}.
  Để giữ vững kết quả, {place} tập trung {action}; phấn đấu {aim_next}.
  Trong những năm tới, {org} sẽ {action}, hướng tới {aim_next}.
said =
  “{quote}”, {speaker} nói.
  “{quote}. {quote}”, {speaker} chia sẻ.
  “{quote}”, {speaker} bộc bạch.
before_list =
  Trước mắt, {place} tập trung vào các việc sau:
  Nội dung được {org} thống nhất gồm:
  Bà con thôn {hamlet} cam kết:
before_table =
  Số liệu do {org} tổng hợp cho thấy rõ điều đó.
  Kết quả của {place} được ghi lại trong bảng dưới đây.
document =
  Nội dung chi tiết xem tại {document}.
  Quy định cụ thể được nêu trong {document} của UBND tỉnh {province}.
  Bạn đọc có thể tải về {document} để biết thêm chi tiết.
document_name =
  Quyết định số {n:100-990}/QĐ-UBND
  Kế hoạch số {n:12-480}/KH-UBND
  Công văn số {n:100-990}/UBND-VX
  Hướng dẫn số {n:3-90}/HD-SNV
""")

TRAPS: Mapping[str, str] = {
    "label-in-sentence": "Cùng với các tin khác về {topic}, câu chuyện này được bạn đọc quan tâm.",
    "label-as-heading": "Mới nhất",
    "eth": "Đoàn viên thôn {hamlet} đã vào cuộc từ những ngày đầu.",
    "decomposed": "Đường về thôn {hamlet} nay đã rộng mở.",
    "unseen": "Sự đổi thay ấy được bà con thôn {hamlet} ghi nhận.",
}
"""What trips an extractor, and the words it needs in the text. Two are words that look like a label
of the boilerplate; three are ways of writing a letter or a space."""
