"""Names of months in twenty languages of CLDR, as Babel has them: whole and shortened, as they stand in a date and alone."""

_NAMES = (
    """
    ene enero gen gennaio ian ianuarie jan janeiro januar januari january január januára janv
    janvier led leden ledna oca ocak sty styczeń stycznia tammi tammik tammikuu tammikuuta ιαν
    ιανουάριοσ ιανουαρίου січ січень січня янв январь января
    """,
    """
    feb febbraio febr febrero februar februari februarie february február februára fev fevereiro
    févr février helmi helmik helmikuu helmikuuta lut lutego luty úno únor února şub şubat φεβ
    φεβρουάριοσ φεβρουαρίου лют лютий лютого февр февраль февраля
    """,
    """
    bře březen března maalis maalisk maaliskuu maaliskuuta maart mar marca march marec mars mart
    martie marts marzec marzo março mrt márc március mär märz μάρ μάρτιοσ μαρ μαρτίου бер березень
    березня мар март марта
    """,
    """
    abr abril apr april aprile aprilie apríl apríla avr avril dub duben dubna huhti huhtik huhtikuu
    huhtikuuta kwi kwiecień kwietnia nis nisan ápr április απρ απρίλιοσ απριλίου апр апрель апреля
    кві квіт квітень квітня
    """,
    """
    kvě květen května mag maggio mai maio maj maja may mayo mayıs mei máj mája május touko toukok
    toukokuu toukokuuta μάι μάιοσ май мая тра трав травень травня
    """,
    """
    cze czerwca czerwiec giu giugno haz haziran iun iunie juin jun june junho juni junio jún júna
    június kesä kesäk kesäkuu kesäkuuta červen června čvn ιουν ιουνίου ιούν ιούνιοσ июн июнь июня
    чер черв червень червня
    """,
    """
    heinä heinäk heinäkuu heinäkuuta iul iulie juil juillet jul julho juli julio july júl júla
    július lip lipca lipiec lug luglio tem temmuz července červenec čvc ιουλ ιουλίου ιούλ ιούλιοσ
    июл июль июля лип липень липня
    """,
    """
    ago agosto août aug august augusta augusti augustus augusztus ağu ağustos elo elok elokuu
    elokuuta sie sierpień sierpnia srp srpen srpna αυγ αυγούστου αύγ αύγουστοσ авг август августа
    сер серп серпень серпня
    """,
    """
    eyl eylül sep sept september septembra septembre septembrie septiembre set setembro settembre
    syys syysk syyskuu syyskuuta szept szeptember wrz wrzesień września zář září σεπ σεπτέμβριοσ
    σεπτεμβρίου вер вересень вересня сент сентябрь сентября
    """,
    """
    eki ekim loka lokak lokakuu lokakuuta oct october octobre octombrie octubre okt oktober október
    októbra ott ottobre out outubro paź październik października říj říjen října οκτ οκτωβρίου
    οκτώβριοσ жов жовт жовтень жовтня окт октябрь октября
    """,
    """
    kas kasım lis listopad listopada listopadu marras marrask marraskuu marraskuuta noiembrie nov
    november novembra novembre novembro noviembre νοέ νοέμβριοσ νοε νοεμβρίου лис лист листопад
    листопада нояб ноябрь ноября
    """,
    """
    ara aralık dec december decembra decembrie des desember dez dezember dezembro dic dicembre
    diciembre déc décembre gru grudnia grudzień joulu jouluk joulukuu joulukuuta pro prosince
    prosinec δεκ δεκέμβριοσ δεκεμβρίου гру груд грудень грудня дек декабрь декабря
    """,
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
"""Folded name -> 1 to 12."""
