"""What languages are told by: their commonest words, endings that are theirs, scripts of their own.

Small tables, made by hand. A language that is not here is not named; it is never taken for
Vietnamese either, whose syllables are known in full (`newsportal.text.syllables`).
"""

from __future__ import annotations

import re

COMMON = {
    "en": "the of and a an to in that is was for with by from are have it as at be this his which"
    " has had not but said were their they been or would about you we he she who will its"
    " than after more when what there also into new all if up out over on your how our can"
    " one no first last most many people time day year years week world make makes made get"
    " gets take takes best why every other some any before between during against under only"
    " just like need way ways work help should could do does did don't it's i'm being very"
    " own home life here now next top free right use used using start know think where while"
    " because these those such each them him her my me us so see say says back down off"
    " again through without within good great things",
    "de": "der die das und ist im in den von zu mit sich des auf für nicht ein eine als auch es an"
    " werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum"
    " war haben nur oder aber vor zur bis mehr durch man sein wurde dem wir ich sei können",
    "fr": "de la le les et des en un une du que est dans pour qui il au par sur pas plus ne se ce"
    " avec sont à aux ou ont été son cette mais elle leur nous comme ces être sa fait deux était"
    " qu d'un d'une c'est l'on après entre",
    "es": "de la que el en y los del se las por un para con no una su al lo como más pero sus le"
    " ya este sí porque esta entre cuando muy sin sobre también ha hasta hay donde han desde está"
    " son fue según",
    "it": "di che è il la in un per una non sono da del si con della le al come anche ma dei"
    " nel alla più gli delle lo ha nella ai questo dal tra cui dalla sul degli essere stato ed"
    " loro dopo suo",
    "pt": "de que do da em um para com não uma os no se na por mais as dos como mas foi ao"
    " das à é seu sua ou ser quando muito há nos já está também só pelo pela até isso entre são"
    " foram",
    "ro": "de și în la cu din pe nu care un este că mai pentru sunt fost prin să sau după al"
    " ale fi între acest această către",
    "nl": "de het een van en in is dat op te zijn met voor niet die er aan om ook als bij door nog"
    " naar maar uit dan over wordt tot heeft ze werd worden haar wel deze hij meer kan",
    "af": "die van en in is dat nie om het te vir met op sy was aan hy wat ek ook deur kan word"
    " hulle as maar uit sal",
    "da": "og i at er det en til på som de med for den af ikke der har et fra han var men om vi"
    " sig efter også blev være mange nogle kun siger år mellem hvad selv kan bliver hun ved"
    " jeg dette",
    "no": "og i at er det en til på som de med for den av ikke har et fra han var men om vi seg"
    " etter også ble være mange noen bare sier år mellom hva selv kan blir hun ved jeg dette å",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig"
    " från vi så kan när år säger under också efter eller hade nu mellan där vid bli blev ut",
    "fi": "ja on ei se että oli hän mutta ovat kun myös tai niin kuin joka mukaan sen vuoden jo"
    " sekä ole nyt vain ollut",
    "pl": "w z na się do nie że to jest jak po od za przez ale co dla są był tym tego oraz"
    " który przed może również jego już",
    "cs": "v se na je že do to ve k pro za by ale od po podle jako které který jsou byl"
    " jeho také při už však až nebo",
    "lt": "ir kad yra iš su tai bei ne apie jis už kaip dėl buvo per taip pat tik bet nuo jau"
    " ar bus jo šį",
    "hu": "az és hogy nem is egy ez meg volt de már csak mint vagy még szerint lehet azt ezt"
    " után lesz pedig",
    "tr": "ve bir bu da de için ile olarak olan çok daha en gibi sonra kadar olduğu ne ise ya"
    " dedi var göre yeni tarafından",
    "id": "yang dan di dengan untuk ini dari dalam pada itu tidak akan ke juga oleh sebagai adalah"
    " ada bahwa telah atau tersebut mereka kami kepada lebih bisa",
    "sw": "ya na wa kwa katika ni za la kuwa cha hiyo huo hii kama pia alisema hilo wake lakini"
    " watu zaidi vya baada hizo huku",
    "ru": "и в не на что с по как это для из от за к у о его но он при также был то все а года"
    " было она они после",
    "uk": "і в не на що з до та для у як за це від про його але він по при також був те є із року"
    " вони після",
    "bg": "и в на не да се за с от е че по са ще като до към при това но или след беше през",
    "ar": "في من على أن إلى عن التي هذا مع ما لا الذي كان هذه بعد قد هو هي بين كما أو",
    "fa": "و در به از که این را با است برای آن یک خود تا بر هم می شد نیز ها",
    "hi": "के में की है से का को और पर ने कि एक यह हैं भी नहीं हो इस लिए कर",
}  # fmt: skip
"""ISO 639 code of a language to its commonest words; one word may be of several."""

ENDINGS = {
    "en": "ing ings ness ment ments ght ted led ned red ously lly tion tions",
    "fr": "ment ments tion tions eux euse ée ées ère ères",
    "de": "ung ungen keit heit schaft ische ischen liche lichen",
    "es": "ción ciones dad dades miento",
    "it": "zione zioni mento menti ità",
    "pt": "ção ções mente dade",
    "tr": "lar ler ları leri ında inde nın dır dan den nda nde ması mesi yor rak",
    "sv": "arna erna",
    "fi": "ssa ssä lla llä sta stä",
    "pl": "ego ych ości ów",
    "cs": "ých ého ění ách ová",
    "lt": "iai ių imas ojo ose",
}
"""What words of a language often end in, where they are none of its commonest."""

OWN_SCRIPTS = (
    ("ja", "\u3041-\u30ff", "\u4e00-\u9fff", 0.1),
    ("zh", "\u4e00-\u9fff", "", 0.5),
    ("ko", "\uac00-\ud7a3", "\u4e00-\u9fff", 0.5),
    ("th", "\u0e01-\u0e5b", "", 0.5),
    ("lo", "\u0e81-\u0edf", "", 0.5),
    ("km", "\u1780-\u17ff", "", 0.5),
    ("my", "\u1000-\u109f", "", 0.5),
    ("el", "\u0370-\u03ff", "", 0.5),
    ("he", "\u05d0-\u05ea", "", 0.5),
    ("ka", "\u10d0-\u10ff", "", 0.5),
    ("hy", "\u0531-\u058f", "", 0.5),
)
"""A language that has a script to itself: its letters, those of another that it uses beside them,
and the share of its own from which it is named. So Japanese comes before Chinese."""

PLAIN_VIETNAMESE = frozenset(
    "va cua cac voi mot trong theo cung ngay viec thi thoi hoi moi tinh cong dong huyen thanh pho"
    " duong truong hoc chinh phu chu tich uy ban hanh phat trien tai dau tu xay dung bao ve chuc"
    " thuc hien noi nay tren tu qua gia dinh quan ly dan toc van hoa tuc sinh tri thuong mai cao"
    " lam hon rat vao nong cho dang vien quoc doan cuoc thu tang cap phong trao mung xuan"
    " tet".split()
)
"""Frequent Vietnamese syllables as they are typed without marks, where their shape does not tell
them from any other language's words."""

PLAIN_SHAPE = re.compile("(?:ngh?|nh|kh).+|.*(?:uo[cintmu]|i[eê][cemnptu]|uye|[aei]nh).*")
"""The shape of such a syllable that few other languages have."""
