"""The portal's six tabs: their addresses, what they write about, and how they word a headline.

A headline is a pattern filled with a commune, a topic and an aim. Topics belong to one tab each, so
two headlines are equal only if all four are.
"""

from __future__ import annotations

from typing import NamedTuple

PORTAL_TITLE = "Báo Vĩnh Sơn"
HOST = "http://baovinhson.example"


def _phrases(text: str) -> tuple[str, ...]:
    """The phrases of a table, which bars divide."""
    return tuple(" ".join(each.split()) for each in text.split("|"))


AIMS = _phrases("""
    nâng cao đời sống người dân | giữ vững danh hiệu nông thôn mới | giảm nghèo bền vững
    | tạo sự đồng thuận trong nhân dân | hoàn thành chỉ tiêu của năm | thay đổi nếp nghĩ, cách làm
    | xây dựng khu dân cư kiểu mẫu | phát huy sức mạnh cộng đồng | khơi dậy sức dân
    | mở hướng đi mới | chăm lo thế hệ trẻ | làm đẹp thêm diện mạo quê hương
""")

PATTERNS = (
    "{Name}: Đẩy mạnh {topic} để {aim}",
    "{Topic} ở {place}: Cách làm hay để {aim}",
    "{Name} {aim} nhờ {topic}",
    "Hiệu quả từ {topic} ở {place}, góp phần {aim}",
    "{Name}: {Aim} từ {topic}",
    "Gắn {topic} với nhiệm vụ {aim} ở {place}",
    "Chú trọng {topic}, {place} từng bước {aim}",
    "{Name} tháo gỡ khó khăn trong {topic} nhằm {aim}",
    "Vì sao {place} coi {topic} là khâu then chốt để {aim}?",
    "Chuyện {topic} ở {place}: Bền bỉ để {aim}",
)

SIGHTS = _phrases("""
    trong nắng sớm | qua ống kính bạn đọc | rộn ràng tiếng trống | giữa mùa vàng | đậm tình quê
    | đông vui chưa từng thấy | sau những ngày mưa | bên dòng sông quê | trước thềm năm mới
    | rực rỡ sắc màu | trong vòng tay cộng đồng | nhìn từ trên cao
""")

PHOTO_PATTERNS = (
    "Một số hình ảnh về {topic} ở {place} {aim}",
    "Chùm ảnh: {Topic} ở {place} {aim}",
    "{Name}: {Topic} {aim} qua ảnh",
    "Về {place} xem {topic} {aim}",
    "Khoảnh khắc {topic} ở {place} {aim}",
    "{Topic} {aim} ở {place}: Những khuôn hình đẹp",
    "Ghi nhanh bằng ảnh: {Topic} tại {place} {aim}",
    "Những nụ cười trong {topic} ở {place} {aim}",
    "Sắc màu {topic} {aim} ở {place}",
    "Theo chân bà con {place} đến {topic} {aim}",
)


class Tab(NamedTuple):
    """A section of the portal."""

    path: str
    """Below ``/vi-vn/``."""

    name: str
    topics: tuple[str, ...]
    aims: tuple[str, ...] = AIMS
    patterns: tuple[str, ...] = PATTERNS

    @property
    def slug(self) -> str:
        """The last segment of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def listing(self) -> str:
        """Path of the first page of its listing."""
        return f"/vi-vn/{self.path}"


TABS = (
    Tab("thoi-su", "Thời sự", _phrases("""
        bảo đảm an toàn giao thông | phòng, chống thiên tai | phân loại rác tại nguồn
        | chuyển đổi số ở cơ sở | cấp nước sạch nông thôn | phòng cháy rừng mùa hanh khô
        | chăm sóc người cao tuổi | giải phóng mặt bằng | cải cách thủ tục hành chính
        | giữ gìn an ninh thôn, xóm | tiêm phòng cho đàn vật nuôi | đền ơn đáp nghĩa
    """)),
    Tab("chinh-tri", "Chính trị", _phrases("""
        sinh hoạt chi bộ theo chuyên đề | kết nạp đảng viên trẻ | kiểm tra, giám sát trong Đảng
        | tiếp xúc cử tri | phong trào dân vận khéo | học tập và làm theo Bác | tinh gọn bộ máy
        | đối thoại với nhân dân | phản biện xã hội | bồi dưỡng cán bộ cơ sở
        | thực hiện quy chế dân chủ | xây dựng chi bộ bốn tốt
    """)),
    Tab("kinh-te", "Kinh tế", _phrases("""
        trồng rau an toàn | chăn nuôi hữu cơ | phát triển nghề mộc | liên kết tiêu thụ nông sản
        | thu hút đầu tư vào cụm công nghiệp | cho vay vốn ưu đãi | trồng bưởi trên đất đồi
        | nuôi cá lồng trên hồ | xây dựng sản phẩm OCOP | dồn thửa, đổi ruộng
        | phát triển kinh tế tập thể | bán nông sản trên mạng
    """)),
    Tab("van-hoa", "Văn hóa", _phrases("""
        truyền dạy hát ru | phục dựng hội vật cầu | xây dựng tủ sách thôn | tu bổ đình làng
        | giữ nghề đan lát | làm du lịch cộng đồng | xây dựng gia đình văn hóa | luyện võ cổ truyền
        | sưu tầm chuyện kể dân gian | phong trào thể dục buổi sáng | bảo vệ cây di sản
        | đưa chiếu chèo về thôn
    """)),
    Tab("giao-duc", "Giáo dục", _phrases("""
        dạy học hai buổi mỗi ngày | xây dựng trường chuẩn quốc gia | dạy bơi cho học sinh
        | đưa sách đến lớp học | dạy nghề cho lao động trẻ | khuyến học trong dòng họ
        | chăm lo bữa ăn bán trú | giáo dục kỹ năng sống | ứng dụng công nghệ trong giảng dạy
        | bồi dưỡng học sinh giỏi | hướng nghiệp cho học sinh cuối cấp | mở lớp xóa mù chữ
    """)),
    Tab("Multimedia/Images", "Ảnh", _phrases("""
        ngày hội đại đoàn kết | lễ hội xuống đồng | ngày khai trường | hội thi nấu cơm | mùa gặt
        | phiên chợ quê cuối năm | giải bóng chuyền nông dân | đêm rước đèn Trung thu
        | ngày chủ nhật xanh | lễ giao nhận quân | mùa hoa cải | hội thả diều
    """), SIGHTS, PHOTO_PATTERNS),
)  # fmt: skip
"""In the order of the menu; an article in two of them has its home in the first."""

IMAGES = len(TABS) - 1
"""The tab of the photo pages."""
