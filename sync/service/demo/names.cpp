#include "sync/service/demo/names.h"

#include <cstdio>

namespace waymark::service {

namespace {

constexpr const char* kFirstNames[] = {
    "Aaliyah", "Aaron", "Abdi", "Adam", "Agnieszka", "Aisha", "Alexandru", "Amina", "Amir", "Amrit", "Ana", "Andrei", "Anwar", "Asha",
    "Ayaan", "Bartosz", "Beth", "Caleb", "Callum", "Chloe", "Dalia", "Daniel", "Danuta", "Deqa", "Dylan", "Ebony", "Eli", "Elif",
    "Ella", "Emeka", "Esra", "Eva", "Farah", "Fatima", "Filip", "Freya", "Gabriel", "Grace", "Gurpreet", "Habib", "Hana", "Harpreet",
    "Harry", "Hassan", "Hodan", "Ibrahim", "Ifrah", "Imran", "Ioana", "Isaac", "Isla", "Jamal", "Jasmine", "Jaswinder", "Jermaine",
    "Joanna", "Kacper", "Katherine", "Kavita", "Kezia", "Khadija", "Kiran", "Kofi", "Layla", "Leah", "Leon", "Lucia", "Maja", "Manpreet",
    "Marcus", "Maria", "Mariam", "Mateusz", "Mei", "Mia", "Mohammed", "Musa", "Nadia", "Naomi", "Nasra", "Nia", "Noah", "Noor", "Oksana",
    "Olivia", "Omar", "Priya", "Rafael", "Rahim", "Rohan", "Rosa", "Ruby", "Safiya", "Sami", "Samuel", "Sara", "Shanice", "Simran", "Sofia",
    "Stefan", "Sumaya", "Tariq", "Theo", "Tia", "Umar", "Viktor", "Wanjiru", "Yasmin", "Yusuf", "Zainab", "Zara", "Zofia"};

constexpr const char* kFamilyNames[] = {
    "Amberwhistle", "Blossomgate", "Brasspenny", "Brindlespoon", "Candlebarrow", "Cinnabright", "Clovermint", "Cobblewick", "Dapplequay",
    "Duskwhistle", "Embertree", "Featherquay", "Figglestone", "Gingerfold", "Glimmerby", "Honeygate", "Inkwellow", "Jigsawyer", "Kettlewink",
    "Kiteworthy", "Ladlebrook", "Lanternby", "Marblewhisk", "Marzipane", "Moonpenny", "Mossbucket", "Nutbarrow", "Oatcastle", "Orchardine",
    "Pebblethorn", "Pepperquill", "Plumstocking", "Puddlewick", "Quillfeather", "Quiltmaker", "Rainbarrow", "Rosewhistle", "Saltwhistle",
    "Silverspool", "Snowbutton", "Spindleberry", "Starlingham", "Sundialle", "Teasdrift", "Thimbleton", "Treaclewell", "Tumblegate",
    "Umbrellson", "Underhillock", "Vanillard", "Velvetoak", "Waxwingle", "Whiskerly", "Wintergrape", "Wobblestone", "Yarrowspoon",
    "Yellowhaven", "Zephyrling"};

struct Spelling {
    const char *one, *other;
};
constexpr Spelling kSpellings[] = {
    {"Mohammed", "Muhammad"}, {"Aisha", "Ayesha"}, {"Zainab", "Zaynab"}, {"Sara", "Sarah"}, {"Katherine", "Catherine"}, {"Yusuf", "Yousef"},
    {"Sofia", "Sophia"}, {"Khadija", "Khadijah"}, {"Mariam", "Maryam"}, {"Noor", "Nur"}, {"Hassan", "Hasan"}, {"Filip", "Philip"},
    {"Yasmin", "Jasmin"}, {"Hana", "Hannah"}, {"Leah", "Lea"}, {"Viktor", "Victor"}, {"Rafael", "Raphael"}, {"Safiya", "Safia"}};

constexpr Spelling kShort[] = {
    {"Mohammed", "Mo"}, {"Katherine", "Kate"}, {"Daniel", "Danny"}, {"Samuel", "Sam"}, {"Gurpreet", "Gur"}, {"Alexandru", "Alex"},
    {"Gabriel", "Gabe"}, {"Olivia", "Liv"}, {"Ibrahim", "Ibby"}, {"Jaswinder", "Jas"}, {"Agnieszka", "Aga"}, {"Mateusz", "Mati"}};

std::string replaced(const std::string& name, const Spelling& spelling) {
    for (const auto& [from, to] : {std::pair{spelling.one, spelling.other}, std::pair{spelling.other, spelling.one}}) {
        const std::string word = from;
        if (name.compare(0, word.size() + 1, word + ' ') == 0) return to + name.substr(word.size());
    }
    return {};
}

} // namespace

std::string firstName(Dice& dice) { return dice.pick(kFirstNames); }
std::string familyName(Dice& dice) { return dice.pick(kFamilyNames); }

std::string misheard(const std::string& name, Dice& dice) {
    for (const Spelling& spelling : kSpellings)
        if (const auto other = replaced(name, spelling); !other.empty()) return other;
    const auto space = name.find(' ');
    if (space == std::string::npos || dice.chance(0.4)) {
        std::string shorter = name;
        return shorter.erase(shorter.size() / 2, 1);
    }
    return name.substr(space + 1) + ' ' + name.substr(0, space);
}

std::string shortName(const std::string& firstName) {
    for (const auto& [name, called] : kShort)
        if (firstName == name) return called;
    return {};
}

std::string inventedPostcode(Dice& dice, int district) {
    constexpr std::string_view kInward = "ABDEFGHJLNPQRSTUWXYZ";
    return 'B' + std::to_string(district) + ' ' + std::to_string(dice.between(0, 9)) + dice.pick(kInward) + dice.pick(kInward);
}

std::string inventedPhone(Dice& dice) {
    char text[16];
    std::snprintf(text, sizeof text, "07700 900%03u", static_cast<unsigned>(dice.between(0, 999)));
    return text;
}

} // namespace waymark::service
