"""Provinces of Viet Nam, before and after 1 July 2025: names that stand alone on a line."""

from __future__ import annotations

PROVINCES: frozenset[str] = frozenset(
    name.strip()
    for name in """
    an giang | bà rịa - vũng tàu | bạc liêu | bắc giang | bắc kạn | bắc ninh | bến tre | bình dương
    | bình định | bình phước | bình thuận | cà mau | cao bằng | cần thơ | đà nẵng | đắk lắk
    | đắk nông | điện biên | đồng nai | đồng tháp | gia lai | hà giang | hà nam | hà nội | hà tĩnh
    | hải dương | hải phòng | hậu giang | hòa bình | hoà bình | huế | hưng yên | khánh hòa
    | khánh hoà | kiên giang | kon tum | lai châu | lạng sơn | lào cai | lâm đồng | long an
    | nam định | nghệ an | ninh bình | ninh thuận | phú thọ | phú yên | quảng bình | quảng nam
    | quảng ngãi | quảng ninh | quảng trị | sóc trăng | sơn la | tây ninh | thái bình
    | thái nguyên | thanh hóa | thanh hoá | thành phố hồ chí minh | thừa thiên huế | tiền giang
    | trà vinh | tuyên quang | vĩnh long | vĩnh phúc | yên bái
    """.replace("\n", " ").split("|")
)
"""In lower case."""

PLACES: frozenset[str] = PROVINCES | {
    "việt nam",
    "hồ chí minh",
    "vĩnh yên",
    "việt trì",
    "trung ương",
}
"""Places that have the shape of a person's name."""
