"""The quotation marks of the world's languages, after CLDR 48.2.0.

Data only, written by scripts/refresh_delimiters.py; not to be edited by hand. In each line the opening and the closing
mark, those inside a quotation, and the languages that have them. A tag that is not listed has the marks of the tag
without its last part.

The facts are taken from the Unicode Common Locale Data Repository (https://cldr.unicode.org), Unicode License v3.
"""

TABLE = """
«»«» fr ht hy oc yav
«»‘’ dua el-polyton ksf nb nn no rw
«»“” ast blo bm br ca cv dyo el es-us eu ewo ie it kab kk lij mg mua nnh pms pt-ao pt-ch pt-cv pt-gq pt-gw pt-lu pt-mo
«»“” pt-mz pt-pt pt-st pt-tl sc sg ti
«»”“ fr-ca
«»„“ bas be bua ky os ru sah tyv uk
«»„” shi zgh
«»‹› am az-arab az-cyrl az-iq az-ir az-ru fa fr-ch gsw jgo kkj mzn rm sdh wae
»«›‹ kk-af kk-arab kk-cn kk-ir kk-mn ug
‘’‘’ nl
‘’“” fur ia ti-er tn
“’“” st
“”«» eo
“”‘’ aa ab af ak an ann apc arn as asa az ba bal bem bew bez bgc bgn bho blt bm-nkoo bn bo bqi brx bss byn cad cch ccp
“”‘’ ce ceb cgg cho chr cic ckb co cop csw cu cy da dav dje doi dv dz ebu ee en es ff-adlm fil fo frr fy ga gaa gd gez
“”‘’ gl gn gu guz gv ha haw hi hnj id ig ii io iu jbo jmc jv kaa kaj kam kcg kde kea kek ken kgp khq ki kl kln km kn ko
“”‘’ kok kpe ks ksb ku kw kxv la lg lkt lmo ln lo lrc ltg lu luo lv lzz mai mas mdf mer mfe mgh mgo mhn mi mic ml mn mni
“”‘’ moh mr ms mt mus mww my myv naq nd ne nqo nr nso nus nv ny nyn oka om or osa pa pap pcm pi pis ps pt qu quc raj rhg
“”‘’ rif rof rwk sa saq sat sbp scn sd seh ses shn si sid skr sma smj smn sms so sq ss ssy su suz sw ta te teo tg th tig
“”‘’ to tok tpi tr trv trw ts tt twq tzm uz-af uz-arab uz-cn uz-cyrl vai ve vec vi vmw vo vun wa wal wbp wo xh xnr xog
“”‘’ yo yrl za zh zu
“”’‘ uz
“”“” tk
”“’‘ ar lld ms-arab ms-cc syr ur
””’’ fi he lag rn se sn sv yi
„“«» ka
„“‚‘ bs-cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl
„“„“ bg lt prg sgs
„”«» nmg pl ro
„”»« hu szl
„”‘’ bs
„”’’ sr
„”‚’ agq ff
「」『』 ja yue zh-au zh-bn zh-gb zh-gf zh-hk zh-hant zh-id zh-mo zh-pa zh-pf zh-ph zh-sr zh-th zh-tw zh-us zh-vn
"""
