"""Names of months in fifty languages of CLDR, as Babel has them: whole and shortened, as they stand in a date and alone."""

_NAMES = (
    """
    ean eanáir ene enero gen gener gennaio ian ianuarie ion ionawr jaan jaanuar jan janar janeiro januar januari
    jänner january január januára janv janvier janvāris janúar led leden ledna oca ocak saus sausio sausis sij siječanj
    siječnja sty styczeń stycznia tammi tammik tammikuu tammikuuta urt urtarrila urtarrilak xan xaneiro yan yanvar
    ιαν ιανουάριοσ ιανουαρίου сту студзень студзеня січ січень січня янв январь января яну януари јан јануар
    јануари қаң қаңтар հնվ հունվար հունվարի ינואר جنوری يناير ژانویه ژانویهٔ जनवरी जन॰ জানু জানুয়ারী ஜன ஜனவரி జన
    జనవరి มกราคม იან იანვარი
    """,
    """
    chw chwef chwefror feabh feabhra feb febbraio febr febreiro febrer febrero februar februari februarie february
    február februára februāris febrúar fev fevereiro fevral févr février helmi helmik helmikuu helmikuuta lut
    lutego luty ots otsaila otsailak peb pebrero shk shkurt vas vasario vasaris veebr veebruar velj veljača
    veljače úno únor února şub şubat φεβ φεβρουάριοσ φεβρουαρίου ақп ақпан лют лютага лютий лютого люты феб
    фебруар фев февр февраль февраля февруари փետրվար փետրվարի փտվ פברואר فبراير فروری فوریه فوریهٔ फ़रवरी फ़र॰
    ফেব ফেব্রুয়ারী பிப் பிப்ரவரி ఫిబ్ర ఫిబ్రవరి กุมภาพันธ์ თებ თებერვალი
    """,
    """
    bře březen března kov kovas kovo maalis maalisk maaliskuu maaliskuuta maart mac machi mar marca march marec
    maret mars marso mart martie marts martxoa martxoak marzec marzo març março maw mawrth mrt márc március márta
    mär märts märz ožu ožujak ožujka μάρ μάρτιοσ μαρ μαρτίου бер березень березня мар март марта нау наурыз сак
    сакавік сакавіка մարտ մարտի մրտ מרץ مارس مارچ मार्च মার্চ மார் மார்ச் మార్చి มีนาคม მარ მარტი
    """,
    """
    abr abril aib aibreán api apirila apirilak apr aprel april aprile aprili aprilie aprill apríl apríla aprīlis
    avr avril bal balandis balandžio dub duben dubna ebr ebrill huhti huhtik huhtikuu huhtikuuta kwi kwiecień
    kwietnia nis nisan pri prill tra travanj travnja ápr április απρ απρίλιοσ απριλίου апр апрель апреля април кві
    квіт квітень квітня кра красавік красавіка сәу сәуір ապր ապրիլ ապրիլի אפריל آوریل أبريل اپریل अप्रैल এপ্রিল
    ஏப் ஏப்ரல் ఏప్రి ఏప్రిల్ เมษายน აპრ აპრილი
    """,
    """
    beal bealtaine geg gegužė gegužės kvě květen května mag maggio mai maiatza maiatzak maig maijs maio maj maja
    may mayo mayıs maí mei máj mája május svi svibanj svibnja touko toukok toukokuu toukokuuta μάι μάιοσ μαΐ
    μαΐου май мам мамыр мая мај тра трав травень травня մայիս մայիսի մյս מאי مئی مايو مه مهٔ मई মে மே మే พฤษภาคม
    მაი მაისი
    """,
    """
    birž birželio birželis cze czerwca czerwiec eka ekaina ekainak giu giugno haz haziran hun hunyo iun iunie iyn
    iyun i̇yun juin jun june junho juni junij junio juny juuni jún júna június júní jūn jūnijs kesä kesäk kesäkuu
    kesäkuuta lipanj lipnja meh mehefin meith meitheamh qer qershor xuño červen června čvn ιουν ιουνίου ιούν
    ιούνιοσ июн июнь июня мау маусым чер черв червень червня чэр чэрвень чэрвеня юни јун јуни հնս հունիս հունիսի
    יוני جون يونيو ژوئن जून জুন ஜூன் జూన్ มิถุนายน ივნ ივნისი
    """,
    """
    gor gorff gorffennaf heinä heinäk heinäkuu heinäkuuta hul hulyo iul iulie iyl iyul iúil i̇yul juil juillet jul
    julai julho juli julij julio juliol july juuli júl júla július júlí jūl jūlijs korr korrik liep liepa liepos
    lip lipca lipiec lug luglio srpanj srpnja tem temmuz uzt uztaila uztailak xul xullo července červenec čvc ιουλ
    ιουλίου ιούλ ιούλιοσ июл июль июля лип липень липня ліп ліпень ліпеня шіл шілде юли јул јули հլս հուլիս
    հուլիսի יולי جولائی يوليو ژوئیه ژوئیهٔ जुलाई जुल॰ জুলাই ஜூலை జులై กรกฎาคม ივლ ივლისი
    """,
    """
    abu abuztua abuztuak ag ago agost agosti agosto agu agustus août aug august augusta augusti augusts augustus
    augusztus avg avgust avq avqust awst ağu ağustos elo elok elokuu elokuuta gush gusht kol kolovoz kolovoza lún
    lúnasa ogo ogos rugp rugpjūtis rugpjūčio sie sierpień sierpnia srp srpen srpna ágú ágúst αυγ αυγούστου αύγ
    αύγουστοσ авг август августа жні жнівень жніўня сер серп серпень серпня там тамыз օգոստոս օգոստոսի օգս אוגוסט
    أغسطس اوت اگست अगस्त अग॰ আগস্ট ஆக ஆகஸ்ட் ఆగ ఆగస్టు สิงหาคม აგვ აგვისტო
    """,
    """
    eyl eylül ira iraila irailak medi mfómh rugs rugsėjis rugsėjo ruj rujan rujna sen sentabr sentyabr sep sept
    septemba septembar september septembra septembre septembrie septembris septiembre set setembre setembro
    settembre setyembre sht shtator syys syysk syyskuu syyskuuta szept szeptember wrz wrzesień września zář září
    σεπ σεπτέμβριοσ σεπτεμβρίου вер верасень верасня вересень вересня сент сентябрь сентября сеп септ септембар
    септември қыр қыркүйек սեպ սեպտեմբեր սեպտեմբերի ספטמבר سبتمبر ستمبر سپتامبر सितंबर सित॰ সেপ্টেম্বর செப்
    செப்டம்பர் సెప్టెం సెప్టెంబర్ กันยายน სექ სექტემბერი
    """,
    """
    dfómh eki ekim hyd hydref loka lokak lokakuu lokakuuta oct october octobre octombrie octubre okt oktabr oktoba
    oktobar oktober oktobris oktoober oktubre oktyabr október októbra ott ottobre out outubro paź październik
    października spal spalio spalis tet tetor urr urria urriak říj říjen října οκτ οκτωβρίου οκτώβριοσ жов жовт
    жовтень жовтня кас кастрычнік кастрычніка окт октобар октомври октябрь октября қаз қазан հոկ հոկտեմբեր
    հոկտեմբերի אוקטובר أكتوبر اکتبر اکتوبر अक्तूबर अक्तू॰ অক্টোবর அக் அக்டோபர் అక్టో అక్టోబర్ ตุลาคม ოქტ ოქტომბერი
    """,
    """
    aza azaroa azaroak kas kasım lapkr lapkritis lapkričio lis listopad listopada listopadu marras marrask
    marraskuu marraskuuta nob nobyembre noiembrie nov novemba novembar november novembra novembre novembris
    novembro noviembre noy noyabr nën nëntor nóv nóvember samh samhain stu studeni studenoga tach tachwedd νοέ
    νοέμβριοσ νοε νοεμβρίου лис лист листопад листопада ліс лістапад лістапада нов новембар ное ноем ноември нояб
    ноябрь ноября қар қараша նոյ նոյեմբեր նոյեմբերի נובמבר نوامبر نوفمبر نومبر नवंबर नव॰ নভেম্বর நவ நவம்பர் నవం
    నవంబర్ พฤศจิกายน ნოე ნოემბერი
    """,
    """
    abe abendua abenduak ara aralık dec decembar december decembra decembrie decembris decembro dek dekabr des
    desemba desember desembre dets detsember dez dezember dezembro dhj dhjetor dic dicembre diciembre dis disember
    disyembre déc décembre gru grudnia grudzień gruod gruodis gruodžio joulu jouluk joulukuu joulukuuta noll
    nollaig pro prosinac prosinca prosince prosinec rhag rhagfyr δεκ δεκέμβριοσ δεκεμβρίου гру груд грудень грудня
    дек декабрь декабря декември дец децембар жел желтоқсан сне снежань снежня դեկ դեկտեմբեր դեկտեմբերի דצמבר
    دسامبر دسمبر ديسمبر दिसंबर दिस॰ ডিসেম্বর டிச டிசம்பர் డిసెం డిసెంబర్ ธันวาคม დეკ დეკემბერი
    """,
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
"""Folded name -> 1 to 12."""
IN_CROATIAN = {"lip": 6, "srp": 7, "lis": 10, "listopad": 10, "listopada": 10}
"""Names that are another month in Czech and Polish."""
