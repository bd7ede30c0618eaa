"""Which mark a language groups thousands with, where it is a point or a comma; CLDR's, as Babel has it."""

_POINT = """
    ast az bs ca da de dsb el es eu fo fy gl hr hsb ia id is it jgo jv kkj kl km ku lb ln lo lu mgh mk mua nl nnh ps
    pt rn ro rw seh sg sl sr su tr vi wo
    ar-DZ ar-LB ar-LY ar-MA ar-MR ar-TN en-AT en-BE en-DE en-DK en-NL en-SI fr-LU ms-BN ms-ID qu-BO sw-CD
"""
_COMMA = """
    ak am ar as asa bem bez bm bn bo brx ccp ce ceb cgg chr ckb cu cy dav dz ebu ee en fa fil fur ga gd gu guz gv ha
    haw he hi ig ii ja jmc kam kde ki kln kn ko kok ks ksb ksh kw lag lg lkt lrc luo luy mai mas mer mg mgo mi ml mn
    mni mr ms mt my mzn naq nd nds ne nus nyn om or os pa pcm prg qu rof rwk saq sat sbp sd si sn so sw ta te teo th ti
    to ug ur vai vo vun wae xog yi yo yue zh zu
    es-419 es-BR es-BZ es-CU es-DO es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-SV es-US
"""
_NEITHER = """
    de-CH de-LI en-CH en-FI en-SE en-ZA es-CR it-CH pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL
"""
"""Countries that differ from their language: there it is a space or an apostrophe, which nothing else is mistaken for."""
_MARKS = {
    name: mark for names, mark in ((_POINT, "."), (_COMMA, ","), (_NEITHER, "")) for name in names.split()
}


def grouping_mark(locale: str) -> str:
    """`.` or `,` for a locale such as `de-DE` or `es-419`; empty where it is another mark, or the locale is not known."""
    parts = locale.replace("_", "-").split("-")
    language = parts[0].lower()
    country = next((part.upper() for part in parts[1:] if len(part) == 2 or part.isdigit()), "")
    return _MARKS.get(f"{language}-{country}", _MARKS.get(language, ""))
