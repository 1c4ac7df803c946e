"""The languages of articles as databases name them, in several languages → ISO 639-1 codes: "FRANÇAIS" → ``fr``."""

from __future__ import annotations

import re

from unidecode import unidecode

# Code → its names in French, English, German, Spanish, Italian and its own, without accents (CLDR 45).
_NAMES = {
    "fr": "francais french franzosisch frances francese frans",
    "en": "anglais english englishs englisch ingles inglese engels",
    "de": "allemand german deutsch aleman tedesco duits",
    "es": "espagnol spanish spanisch espanol castellano spagnolo spaans",
    "it": "italien italian italienisch italiano italiaans",
    "nl": "neerlandais dutch niederlandisch holandes neerlandes olandese nederlands flamand flemish hollandais",
    "pt": "portugais portuguese portugiesisch portugues portoghese portugees",
    "ca": "catalan katalanisch catala catalano",
    "ar": "arabe arabic arabisch arabo",
    "ru": "russe russian russisch ruso russo",
    "zh": "chinois chinese chinesisch chino cinese mandarin",
    "ja": "japonais japanese japanisch japones giapponese",
    "ko": "coreen korean koreanisch coreano",
    "pl": "polonais polish polnisch polaco polacco polski",
    "cs": "tcheque czech tschechisch checo ceco cestina",
    "sk": "slovaque slovak slowakisch eslovaco slovacco",
    "hu": "hongrois hungarian ungarisch hungaro ungherese magyar",
    "ro": "roumain romanian rumanisch rumano rumeno romana",
    "bg": "bulgare bulgarian bulgarisch bulgaro",
    "el": "grec greek griechisch griego greco",
    "tr": "turc turkish turkisch turco turkce",
    "sv": "suedois swedish schwedisch sueco svedese svenska",
    "da": "danois danish danisch danes danese dansk",
    "no": "norvegien norwegian norwegisch noruego norvegese norsk bokmal",
    "fi": "finnois finnish finnisch finlandes finlandese suomi",
    "he": "hebreu hebrew hebraisch hebreo ebraico",
    "uk": "ukrainien ukrainian ukrainisch ucraniano ucraino",
    "id": "indonesien indonesian indonesisch indonesio indonesiano",
    "ms": "malais malay malaiisch malayo malese",
    "th": "thai thailandais thailandisch tailandes",
    "vi": "vietnamien vietnamese vietnamesisch vietnamita",
    "hr": "croate croatian kroatisch croata",
    "sr": "serbe serbian serbisch serbio serbo",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
_LETTERS = re.compile(r"[a-z]+")


def language_code(name: str) -> str:
    """The ISO 639-1 code of a language named in a European language, or of a code; "" for one unknown.

    >>> [language_code(name) for name in ("FRANÇAIS", "English; Englishs", "fr-FR", "Klingon", "")]
    ['fr', 'en', 'fr', '', '']
    """
    words = _LETTERS.findall(unidecode(name[:200]).lower())
    if not words:
        return ""
    known = next((_CODES[word] for word in words if word in _CODES), "")
    return known or (words[0] if len(words[0]) in (2, 3) else "")
