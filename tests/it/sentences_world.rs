//! Where sentences end in other languages than English. In: invented sentences full of traps.
//! Out: a failure that shows the text and what was found. Never: words of a real article.

use super::sentences::check_all;
use backstory::text::sentences;

#[test]
fn german() {
    check_all(
        "de",
        " ",
        10,
        &[
            &["Am 3. Oktober kam Dr. Holm an.", "Er blieb lange."],
            &["Im 19. Jahrhundert war das anders.", "Heute nicht."],
            &["Sie mag Obst, z. B. Birnen und Kirschen.", "Er nicht."],
            &["Sie mag Obst, z.B. Birnen.", "Er isst u. a. Brot."],
            &["Das kostet 5 Mio. Euro.", "Die Stadt zahlt."],
            &["Der 1. FC Tarn verlor.", "Karl V. war dabei."],
            &["Er wohnt in der Vellstr. 5 in Tarn.", "Sie wohnt dort nicht."],
            &["Es gab Brot, Käse usw. für alle.", "Dann gingen sie."],
            &["„Wir gehen.“", "Er schloss die Tür."],
            &["„Warum jetzt?“, fragte Holm.", "Niemand sprach."],
            &["Die Firma, d. h. Frau Holm, zahlt.", "Hr. Vell nicht."],
            &["Das ist ca. 3,5 Kilometer lang.", "Nr. 7 ist zu."],
            &["Er heißt Max.", "Sie heißt Anna."],
            &["Prof. Dr. med. Holm lehrt.", "Vgl. Seite 5."],
        ],
    );
}

#[test]
fn spanish_and_portuguese() {
    check_all(
        "es",
        " ",
        10,
        &[
            &["El Sr. Vela llegó.", "No dijo nada."],
            &["La Dra. La Torre habló.", "Nadie oyó."],
            &["¿Por qué?", "Nadie lo sabe.", "¡Qué raro!"],
            &["«¿Por qué?», preguntó Vela.", "Nadie habló."],
            &["Vive en EE. UU. con su madre.", "Trabaja mucho."],
            &["Vive en EE.UU.", "La casa es grande."],
            &["Vende pan, queso, etc.", "Los clientes vuelven."],
            &["Hay fruta, p. ej. Peras.", "Hay pan."],
            &["El Gral. Min y D. Juan Vela salieron.", "Volvieron."],
            &["Cuesta aprox. 50 euros.", "Es caro."],
            &["La casa mide 3,5 metros.", "Está en la Avda. Mayor."],
        ],
    );
    check_all(
        "pt",
        " ",
        10,
        &[
            &["O Sr. Vela chegou.", "Não disse nada."],
            &["A Dra. Ana O. Vela falou.", "Ninguém ouviu."],
            &["Por quê?", "Ninguém sabe.", "Que coisa!"],
            &["“Por quê?”, perguntou Vela.", "Ninguém falou."],
            &["O Gen. Min saiu.", "Voltou depois."],
            &["Vende pão, queijo, etc.", "Os clientes voltam."],
            &["Custa aprox. 50 reais.", "É caro."],
            &["Há frutas, p. ex. Peras.", "Há pão."],
            &["A empresa Vela S.A. fechou.", "Os donos saíram."],
            &["A casa mede 3,5 metros.", "Fica na Av. Maior."],
        ],
    );
}

#[test]
fn french_and_italian() {
    check_all(
        "fr",
        " ",
        10,
        &[
            &["M. Vell est arrivé.", "Il est reparti."],
            &["M. Le Goff parle.", "Mme La Tour écoute."],
            &["« Nous partons. »", "Il ferma la porte."],
            &["« Pourquoi ? » demanda Vell.", "Nul ne parla."],
            &["«\u{a0}Nous partons.\u{a0}»", "Il ferma la porte."],
            &["Pourquoi\u{202f}?", "Nul ne sait\u{a0}!", "Bon."],
            &["Il vend du pain, du fromage, etc.", "Les clients reviennent."],
            &["Né en 50 av. J.-C. à Tarn, il régna.", "Il mourut."],
            &["Le Dr Holm et Mgr. Vell dînent.", "Ils parlent."],
            &["Cela coûte env. 3,5 euros.", "C’est cher."],
            &["Elle a dit : « Partez. »", "Ils sont partis."],
        ],
    );
    check_all(
        "it",
        " ",
        10,
        &[
            &["Il sig. Vela è arrivato.", "Non ha detto nulla."],
            &["La dott.ssa Anna La Torre parla.", "Nessuno ascolta."],
            &["Perché?", "Nessuno lo sa.", "Che strano!"],
            &["«Perché?», chiese Vela.", "Nessuno parlò."],
            &["Vende pane, formaggio, ecc.", "I clienti tornano."],
            &["L’on. Vela e l’avv. Holm escono.", "Tornano."],
            &["La ditta Vela S.p.A. chiude.", "Gli operai escono."],
            &["Costa ca. 3,5 euro.", "È caro."],
            &["Il prof. Vela, art. 5 alla mano, parla.", "Poi tace."],
            &["Nacque nel 44 a.C. a Tarn.", "La città era piccola."],
        ],
    );
}

#[test]
fn russian() {
    check_all(
        "ru",
        " ",
        10,
        &[
            &["А. С. Холмин написал роман.", "Его читают."],
            &["Роман написал И. В. Холмин.", "Его читают."],
            &["В 2019 г. Холмин уехал.", "Он вернулся."],
            &["Он уехал в 2019 г.", "Он вернулся."],
            &["Это река, т. е. вода.", "Она течёт."],
            &["Он продаёт хлеб, сыр и т. д.", "Покупатели рады."],
            &["Дом стоит 5 млн. руб.", "Цена растёт."],
            &["Он живёт в г. Тарн на ул. Лесной, д. 5.", "Она нет."],
            &["«Почему?» — спросил Холмин.", "Никто не ответил."],
            &["«Мы уходим».", "Он закрыл дверь."],
            &["Проф. Холмин и акад. Велин спорят.", "Им весело."],
            &["Он сказал: «Уходите!»", "Они ушли."],
        ],
    );
}

#[test]
fn chinese_and_japanese() {
    check_all(
        "zh",
        "",
        10,
        &[
            &["市议会开会。", "桥关闭了！", "为什么？"],
            &["他说：“我们走吧。”", "门关上了。"],
            &["“真的吗？”", "没有人回答。"],
            &["价格上涨3.5%，达到2.10元。", "后来下跌。"],
            &["他等了……然后离开。", "很好。"],
            &["真的？！", "是的。"],
            &["“好。”，他说。", "她走了。"],
            &["他问：「走吗？」", "她点头。"],
            &["真的吗?", "是的。"],
            &["网址是www.holm.example。", "很短。"],
            &["（完）。", "他走了。"],
        ],
    );
    check_all(
        "ja",
        "",
        10,
        &[
            &["雨が降った。", "やがて止んだ。"],
            &["「行こう。」と彼は言った。", "彼女は黙った。"],
            &["「行こう。」", "彼は言った。"],
            &["なぜ？", "誰も知らない！", "そうか。"],
            &["価格は3.5%上がった。", "後に下がった。"],
            &["彼は待った…そして去った。", "よし。"],
            &["（約5人。）", "橋は閉まった。"],
            &["とても寒い。", "とにかく帰ろう。"],
            &["『本当？』", "『はい。』"],
            &["A社はB社を買った。", "C社は反対した。"],
        ],
    );
}

#[test]
fn thai_and_burmese() {
    check_all(
        "th",
        " ",
        10,
        &[
            &["สะพานปิดแล้ว", "คนเดินกลับบ้าน"],
            &["วันนี้ฝนตกครับ", "พรุ่งนี้อากาศดี"],
            &["คุณจะไปไหม", "เราจะรอ"],
            &["ราคา 50 บาท"],
            &["นายกเทศมนตรีแถลงว่าสะพานจะปิดปรับปรุงหนึ่งปี", "อย่างไรก็ตามเรือจะเปิดบริการ"],
            &["ชาวบ้านจำนวนมากเดินทางกลับบ้านเมื่อคืนนี้", "ขณะที่ตำรวจยังเฝ้าถนน"],
            &["เขาซื้อ เรือ รถ บ้าน"],
            &["บริษัท Vell จำกัด เปิดร้าน 3 แห่ง"],
            &["ไปด้วยกันนะ", "เราจะรอ"],
            &["ขอบคุณค่ะ", "สวัสดีครับ"],
        ],
    );
    check_all(
        "my",
        " ",
        10,
        &[
            &["တံတားပိတ်သည်။", "လူများပြန်သည်။"],
            &["မိုးရွာသည်။", "ရပ်သွားသည်။"],
            &["သူ ၅ ယောက် တွေ့သည်။", "သူတို့ ပြန်သည်။"],
            &["“သွားမည်” ဟု ပြောသည်။", "သူ ထွက်သည်။"],
            &["စျေး ၃.၅ ရာခိုင်နှုန်း တက်သည်။", "ကျသည်။"],
            &["မြို့၊ ရွာ၊ လမ်း ပိတ်သည်။", "လူမရှိ။"],
            &["Vell ကုမ္ပဏီ ပိတ်သည်။", "လုပ်သား ထွက်သည်။"],
            &["ဘာလဲ။", "ဘယ်သူလဲ။"],
            &["(၅) ခု ရှိသည်။", "ပျောက်သည်။"],
            &["သူ လာသည်။", "သူ မလာ။"],
        ],
    );
}

#[test]
fn arabic_hindi_and_armenian() {
    check_all(
        "ar",
        " ",
        10,
        &[
            &["أغلق الجسر.", "عاد الناس."],
            &["لماذا؟", "لا أحد يعرف."],
            &["قال د. محمود إن الجسر مغلق.", "ثم خرج."],
            &["«نحن راحلون.»", "أغلق الباب."],
            &["ارتفع السعر 3.5 في المئة.", "ثم انخفض."],
            &["يا للعجب!", "من هناك؟", "لا أحد."],
            &["قال: «اذهبوا!»", "ذهبوا."],
            &["باع خبزا، جبنا، سمكا.", "عاد الزبائن."],
            &["زار موقع vell.example أمس.", "كان قصيرا."],
            &["بدأ عام 1950.", "انتهى عام 1951."],
        ],
    );
    check_all(
        "hi",
        " ",
        10,
        &[
            &["पुल बंद है।", "लोग लौट गए।"],
            &["क्यों?", "कोई नहीं जानता।"],
            &["डॉ. शर्मा आए।", "वे रुके।"],
            &["“हम जा रहे हैं।”", "उसने दरवाज़ा बंद किया।"],
            &["दाम 3.5 प्रतिशत बढ़े।", "फिर गिरे।"],
            &["वाह!", "कौन है?", "कोई नहीं।"],
            &["उसने कहा, “जाओ।”", "वे गए।"],
            &["प्रो. वर्मा बोले।", "सब सुने।"],
            &["वह 5 बजे आया।", "वह गई।"],
            &["राम आया॥", "सीता आई॥"],
        ],
    );
    check_all(
        "hy",
        " ",
        10,
        &[
            &["Կամուրջը փակ է։", "Մարդիկ վերադարձան։"],
            &["Ինչո՞ւ։", "Ոչ ոք չգիտի։"],
            &["Գինը 3.5 տոկոս է։", "Հետո իջավ։"],
            &["«Մենք գնում ենք»։", "Նա փակեց դուռը։"],
            &["Անձրև եկավ։", "Դադարեց։"],
            &["Նա եկավ, տեսավ, գնաց։", "Վերջ։"],
            &["Վելլը (քաղաք) փոքր է։", "Թարնը մեծ է։"],
            &["Նա ծնվեց 1950 թ. ապրիլին։", "Մեծացավ այնտեղ։"],
            &["Լավ է։", "Շատ լավ։"],
            &["Ո՞վ է։", "Ես եմ։"],
        ],
    );
}

#[test]
fn offsets_lie_on_the_words_in_any_script() {
    let text = "🌍 Tarn: ½ done.  Ünïcödé — ok?\n\u{2003}大桥关闭。\tपुल बंद है। 👩‍👩‍👧 left.";
    let found: Vec<&str> = sentences(text, "en").into_iter().map(|span| span.of(text)).collect();
    assert_eq!(found, ["🌍 Tarn: ½ done.", "Ünïcödé — ok?", "大桥关闭。", "पुल बंद है।", "👩‍👩‍👧 left."]);
}
