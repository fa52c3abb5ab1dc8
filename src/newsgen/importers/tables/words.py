"""How columns are called, in fifteen languages and by usual systems: in small letters, without blanks or marks."""

WORDS = {
    "title": """title headline posttitle titre titel titulo título titular titolo tytuł nadpis
        titulek rubrik overskrift заголовок название назва başlık 标题 標題 题目 題名 タイトル
        見出し 제목 العنوان عنوان überschrift schlagzeile kop koptekst otsikko hed
        subject betreff label nazwa name
        ueberschrift manchet rubriikki titulli""",
    "body": """body bodyhtml contenthtml posttext posthtml articlebody bodyvalue content
        postcontent maintext fulltext text story inhalt volltext haupttext
        artikeltext contenu corps texte cuerpo contenido texto corpo testo
        conteúdo conteudo tekst treść tresc brödtext innehåll teksti текст
        содержание содержимое текстстатьи метін текстновини metin içerik icerik 内容
        正文 本文 내용 본문 المحتوى النص نص bodytext copy article html markdown message
        description
        mensaje fliesstext fließtext langtext lauftext haupttxt broodtekst inhalttext treśćartykułu kontent""",
    "date": """publishedat publisheddate publisheddatetime publicationdate pubdate publishdate
        publishon publishedon published datepublished firstpublished
        firstpublishedat postdate posted postedat postedon date issued issuedate
        dategmt postdategmt datetime publishup erscheinungsdatum erschienen veröffentlicht
        veröffentlichtam veröffentlichungsdatum datum datepublication
        datedepublication datepubl fechapublicacion fechadepublicacion fecha
        datapubblicazione datadipubblicazione data datapublicacao datadepublicação
        datapublikacji dato publiceringsdatum publicerad датапубликации дата
        опубликовано датапублікації tarih yayıntarihi yayintarihi 发布日期 发布时间 日期
        發佈日期 公開日 公開日時 掲載日 日付 投稿日 게시일 발행일 작성일 날짜 التاريخ تاريخ تاريخالنشر
        releasedate createdat datecreated created createddate creationdate
        createdtime timestamp time day
        online onlineab onlineseit freigabedatum sendedatum parution dateparution datemiseenligne
        datediffusion publicado pubblicato opublikowano gepubliceerd plaatsingsdatum yayımtarihi
        yayıntarih""",
    "updated": """updatedat updated modifiedat modified lastmodified dateupdated datemodified
        postmodified changed lastmod lastupdated lastupdate modificationdate
        editedat geändert geaendert aktualisiert misajour modifie modifié
        actualizado aggiornato atualizado zaktualizowano bijgewerkt uppdaterad
        opdateret обновлено изменено güncelleme 更新日期 更新时间 更新日 수정일 تاريخالتحديث""",
    "authors": """author authors byline writer writers creator dccreator authorname
        authordisplayname postauthor reporter journalist columnist autor autoren
        autorin verfasser auteur auteurs autores autore autori autorzy författare
        skribent forfatter kirjoittaja автор авторы автори yazar muhabir 作者 记者 記者
        筆者 著者 저자 기자 작성자 الكاتب المؤلف كاتب by writtenby postedby
        firma redaktion redakteur redakteurin rédacteur redactor redactora redattore redaktör
        redaktor signature kürzel kuerzel autorenkürzel initials""",
    "subtitle": """subtitle subhead subheadline subheading dek deck standfirst strapline
        secondarytitle untertitel unterzeile soustitre chapeau chapo subtítulo
        subtitulo sottotitolo podtytuł ondertitel underrubrik undertittel
        подзаголовок підзаголовок altbaşlık spot 副标题 副題 サブタイトル 부제 부제목 عنوانفرعي
        bajada unterüberschrift unterueberschrift accroche cintillo""",
    "kicker": """kicker overline eyebrow dachzeile surtitre antetitulo antetítulo occhiello
        nadtytuł shoulder pretitle
        volanta epígrafe obertitel spitzmarke oberzeile""",
    "summary": """summary excerpt postexcerpt abstract teaser lead lede intro introduction introtext
        description metadescription shortdescription blurb snippet zusammenfassung
        vorspann anriss kurztext anleser résumé resume extrait resumen entradilla
        extracto riassunto sommario resumo zajawka streszczenie samenvatting
        inleiding ingress sammanfattning resumé анонс лид аннотация
        краткоеописание özet ozet 摘要 导语 概要 要約 リード 요약 ملخص contentsnippet preview
        customexcerpt
        vorspanntext kurzfassung kurztext sumario copete chapô chapo chapeau""",
    "sections": """section sections category categories categoryname rubric rubrics channel desk
        department primarysection primarycategory catid ressort rubrik rubriken
        kategorie kategorien rubrique catégorie categorie catégories sección
        seccion categoría categoria categorías sezione categorie categoria seção
        secção editoria dział kategoria rubriek afdeling avdelning kategori раздел
        рубрика категория категорія розділ bölüm kategori 栏目 分类 版块 カテゴリ カテゴリー 欄 분류
        카테고리 섹션 القسم قسم التصنيف
        themenbereich rubro abteilung""",
    "tags": """tags tag taglist keywords keyword topics topic subjects labels schlagwörter
        schlagworte schlagwort stichworte stichwörter etiquetas etiqueta
        palabrasclave étiquettes étiquette motscles motsclés tagi słowakluczowe
        parolechiave palavraschave trefwoorden etiketter nyckelord emneord теги
        тег ключевыеслова мітки etiketler anahtarkelimeler 标签 關鍵字 关键词 タグ キーワード 태그
        키워드 الوسوم وسوم
        themen temas thèmes""",
    "places": """place places location locations ort orte lieu lieux lugar lugares luogo luogo
        miejsce plaats ort место yer 地点 場所 장소""",
    "people": """people persons person personen personnes personas persone osoby personer персоны
        kişiler 人物 인물""",
    "organizations": """organizations organisations organization organisation organisationen entreprises""",
    "sources": """source sources agency agencies newssource quelle agentur source agence fuente
        agencia fonte agenzia źródło agencja bron källa byrå kilde источник
        агентство джерело kaynak ajans 来源 通讯社 出典 通信社 출처 통신사 المصدر""",
    "series": """series serie série dossier storyline cykl серия""",
    "dateline": """dateline ortsmarke locationline""",
    "genre": """genre articletype storytype""",
    "url": """url link permalink canonicalurl canonical weburl pageurl articleurl posturl uri
        path href address webaddress loc adresse lien enlace liga indirizzo adres
        adress länk ссылка адрес посилання bağlantı 链接 网址 リンク 링크 주소 الرابط رابط
        oldurl originalurl urlpath alias urlalias
        legacyurl alturl permalien urlvieja ancienneurl""",
    "slug": """slug postname urlslug handle basename urltitle friendlyurl permalinkslug
        urlamigable aliasurl kurzname""",
    "id": """id guid uuid postid articleid storyid nid entryid newsid contentid itemid key
        documentid sysid externalid objectid recordid""",
    "image": """image imageurl picture pictureurl photo photourl featuredimage featureimage
        featuredimageurl heroimage hero leadimage mainimage thumbnail thumb
        thumbnailurl coverimage cover imagesrc imgsrc img bild bildurl titelbild
        aufmacherbild photo imagen foto fotografia immagine imagem obraz zdjęcie
        afbeelding bild изображение картинка фото зображення resim görsel 图片 图像 画像
        写真 이미지 사진 الصورة صورة enclosure media
        media picturefile bilddatei zdjecie""",
    "caption": """caption imagecaption photocaption picturecaption legende légende bildunterschrift
        bildtext didascalia leyenda pieddefoto legenda podpis bijschrift
        onderschrift подпись altyazı 图片说明 キャプション 캡션
        bu bildzeile pie pieimagen epígrafefoto phototext bildbeschreibung""",
    "alt": """alt alttext imagealt imagealttext featuredimagealt thumbalt
        alttexte alternativtext textealternatif textoalternativo""",
    "credit": """credit imagecredit photocredit photographer fotograf bildnachweis crédit fotografo
        fotógrafo foto:
        bildquelle bildrechte bildautor fotograaf photographe copyright créditphoto""",
    "lang": """lang language locale langcode sprache langue idioma lingua língua idioma język
        taal språk sprog язык мова dil 语言 言語 언어 اللغة""",
    "status": """status state poststatus publicationstatus publishstatus workflowstate workflow moderation
        zustand statut estado stato situação stan статус состояние durum 状态 状態 상태
        الحالة isstatus
        freigabestatus freigabe stanje tila""",
    "published": """live islive опубликовано опубликована
        опубликован опубліковано enligne enlinea enlínea inlinea emlinha opinternet nasieci
        ispublished publish published approved isapproved public isactive active online visible isvisible isonline
        ispublic veröffentlicht enabled
        sichtbar sichtbarkeit freigegeben aktiv visibile visivel actif activo attivo ativo aktywny
        publicado publicada publié publie pubblicato opublikowany publicerad публикация активен
        видимый yayında aktif zichtbaar actief gepubliceerd synlig freischaltung freigeschaltet 公開""",
    "draft": """draft isdraft entwurf brouillon borrador bozza rascunho szkic concept utkast
        черновик taslak 草稿 下書き
        bozzetto luonnos entwürfe""",
    "deleted": """deleted isdeleted deletedat deletedon trashed istrashed removed gelöscht
        archivedat istrash datedeleted hidden ishidden disabled isdisabled
        inactive unpublished spam isspam
        geloescht versteckt gesperrt supprimé supprime masqué masque eliminado borrado oculto
        cancellato nascosto usunięty verwijderd verborgen raderad dold удален удалён скрыт silindi
        gizli locked blocked trash archived isarchived intrash""",
    "embargo": """embargo embargoed embargountil embargodate embargotime sperrfrist holduntil
        releaseat""",
    "visibility": """visibility access accesslevel audience paywall paywalled ispaywalled paid ispaid ispremium premium
        onlyforsubscribers onlyformembers forsubscribers subscriberonly memberonly
        membersonly subscribersonly private isprivate protected password
        postpassword""",
    "expires": """expires expiresat expirydate expirationdate unpublishat unpublishon publishdown
        enddate""",
    "posttype": """posttype contenttype type""",
    "aliases": """aliases legacy legacyurl legacyurls oldurls previousurls redirects redirectfrom urllegacy""",
}
NEUTRAL = frozenset(
    """post article story news node field entry item wp my the fields attributes data acf properties artikel beitrag
    meldung nachricht nota noticia artículo articulo articolo notizia notícia artigo wpis artykuł bericht новость
    статья haber makale art""".split()
)
"""Words of the name of a column that say nothing: what every row is."""
COMPOUNDS = {
    "caption": (("image", "body"), ("image", "title"), ("image", "subtitle"), ("image", "caption")),
    "credit": (("image", "authors"), ("image", "sources"), ("image", "credit")),
    "alt": (("image", "alt"),),
    "image": (("image", "url"), ("image", "image"), ("image", "file|datei|fichier|archivo|path|src|filename|name")),
    "subtitle": (("title", "sub|unter|sous|ss|sotto|onder|под|secondary|second|2nd|alt"),),
    "kicker": (("title", "over|ober|top|pre|sur|ante"),),
    "tags": (("tags", "list|csv|names"),),
}
"""Field to pairs of what the words of its name say, the last one second: a field, or words with `|` between them."""
PUBLISHING = tuple(
    """publ pub veröff veroeff ersch online live freig issue releas post opubl julk yayın yayin опубл публ 发布 公開
    게시 parut parution diffus ab start from desde depuis""".split()
)
"""How words begin that say that a day is the one on which readers saw a story; likewise of those below."""
MAKING = tuple(
    """creat angel anleg erst alta cré cread insert eing erfass einge utworz dodan skap opret luot созд olustur oluştur
    aangem import entry ctime crdate make""".split()
)
CHANGING = tuple(
    """upd mod chang edit änder geänd aender geaend aktual actual aggior maj misaj gewijz bijgew zmian zmod изм обн
    günc gunc mtime tstamp rev uppd opdat last letzt dern ult últ""".split()
)
ENDING = tuple("""bis until till hasta jusq expir ablauf unpub offl down vence caduc fin end scad wygas""".split())
LEVELS = frozenset({"visibility", "access", "accesslevel", "audience"})
"""Columns of `visibility` that say who may read; all others say that not all may."""
OTHER_THINGS = ("comment", "komm", "ping", "pay", "order", "user", "member", "sync", "index", "mail", "image", "foto")
"""How words begin that say that a state is that of something else."""
SHOWN = frozenset(
    """publiziert erschienen publish published live public publicly online active visible approved released posted
    final veröffentlicht aktiv publié publie en-ligne publicado publicada activo
    pubblicato attivo ativo opublikowany opublikowane gepubliceerd publicerad publiceret
    publisert julkaistu опубликовано опубликован опубликована опубліковано yayında
    yayınlandı 已发布 发布 公開 公開済み 게시됨 발행 공개 منشور future scheduled 1 true yes y t on
    everyone anyone all free none open""".split()
)
"""What columns of states say of what readers could see. A date to come is no reason to hold a story back."""
HELD = frozenset(
    """draft entwurf brouillon borrador bozza rascunho szkic concept utkast kladde luonnos черновик taslak 草稿 下書き
    pending review in-review unpublished hidden private intern internal archived archiv trash trashed deleted gelöscht
    supprimé eliminado cancellato rejected abgelehnt offline inaktiv inactive blocked gesperrt embargoed embargo
    unveröffentlicht versteckt withdrawn zurückgezogen expired""".split()
)
"""Likewise, of what they could not."""
YES = frozenset({*"1 true yes y t on ja j oui o si sí s sim tak да д evet e igen 是 はい 예".split()})
NO = frozenset({*"0 false no n f off nein non não nao nie nee nej нет н hayır h 否 いいえ 아니오".split()})
"""What columns of two values say."""
PAIRS = ("tf", "yn", "jn", "on", "sn", "tn", "дн", "eh", "ie")
"""Letters that say yes and no in one language; those of different ones are codes."""
NOT_SET = frozenset(
    {"", "0", "false", "no", "n", "f", "off", "null", "none", "nein", "non", "0000-00-00 00:00:00", "0000-00-00"}
)
"""What columns say of what is not so."""
NO_STORIES = frozenset(
    """revision attachment nav_menu_item custom_css customize_changeset oembed_cache wp_block
    wp_template""".split()
)
"""Types of rows of which no story comes."""
PERSONAL = (
    "email",
    "mail",
    "ip",
    "ipaddress",
    "phone",
    "telephone",
    "mobile",
    "password",
    "passwd",
    "pass",
    "secret",
    "token",
    "apikey",
    "userid",
    "useragent",
    "iban",
    "birthdate",
)
"""Columns that are of persons, or of nobody's business: nothing of them is kept."""
