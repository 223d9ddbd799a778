//! Number words, and words that turn the number before them into an amount or a date.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Small numbers. A single one of these words is not always a figure: "two papers", "दो काग़ज़".
const SMALL: &str = "zero one two three four five six seven eight nine ten half \
    ज़ीरो शून्य एक दो तीन चार पाँच छह छः छे सात आठ नौ दस आधा डेढ़ ढाई सवा साढ़े पौने";

/// Numbers that are always figures, because they are more than anybody counts on their fingers.
const LARGE: &str = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty \
    sixty seventy eighty ninety hundred hundreds thousand thousands lakh lakhs crore crores million \
    ग्यारह बारह तेरह चौदह पंद्रह पन्द्रह सोलह सत्रह अठारह अट्ठारह \
    उन्नीस बीस इक्कीस बाईस बाइस तेईस तेइस चौबीस पच्चीस छब्बीस सत्ताईस सत्ताइस अट्ठाईस अट्ठाइस अठाईस उनतीस तीस \
    इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस \
    छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ \
    तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर \
    उन्यासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे \
    पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे सौ हज़ार हज़ारों लाख लाखों करोड़";

/// Words that make a figure of the number before them.
const UNITS: &str = "rupee rupees paisa paise percent year years month months week weeks day days hour hours minute \
    minutes times instalment instalments installment installments quintal quintals kilo kilos kg kilogram kilograms litre litres unit units acre acres hectare hectares horsepower kilowatt \
    kilowatts january february march april may june july august september october november december \
    रुपये रुपए रुपया रुपयों पैसे प्रतिशत फ़ीसदी परसेंट साल सालों वर्ष बरस महीने महीना महीनों माह हफ़्ते हफ़्ता दिन दिनों घंटे \
    घंटा घंटों मिनट किलो लीटर यूनिट एकड़ हेक्टेयर हॉर्सपावर किलोवाट क्विंटल किस्त किस्तें किस्तों क़िस्त गुना तारीख़ जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त \
    सितंबर अक्टूबर नवंबर दिसंबर";

/// The part that a word can play in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// A word with a digit, or a number above ten.
    Large,
    /// A number up to ten, or a fraction.
    Small,
    /// A thing that is counted, or a month.
    Unit,
    /// Any other word.
    Other,
}

pub(crate) fn word(word: &str) -> Word {
    static KNOWN: LazyLock<HashMap<String, Word>> = LazyLock::new(|| {
        let lists = [(UNITS, Word::Unit), (SMALL, Word::Small), (LARGE, Word::Large)];
        lists
            .into_iter()
            .flat_map(|(list, kind)| list.split_whitespace().map(move |known| (fold(known), kind)))
            .collect()
    });
    if word.chars().any(is_digit) { Word::Large } else { KNOWN.get(&fold(word)).copied().unwrap_or(Word::Other) }
}

/// Returns true for a digit of any script.
fn is_digit(c: char) -> bool {
    c.is_numeric()
}

/// Returns the word without the differences between spellings: capitals, the dot below, the moon above.
fn fold(word: &str) -> String {
    let plain = |c: char| match c {
        '\u{093C}' => None,
        '\u{0901}' => Some('\u{0902}'),
        '\u{0958}' => Some('क'),
        '\u{0959}' => Some('ख'),
        '\u{095A}' => Some('ग'),
        '\u{095B}' => Some('ज'),
        '\u{095C}' => Some('ड'),
        '\u{095D}' => Some('ढ'),
        '\u{095E}' => Some('फ'),
        other => Some(other),
    };
    word.to_lowercase().chars().filter_map(plain).collect()
}
