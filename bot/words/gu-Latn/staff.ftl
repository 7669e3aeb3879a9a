# People with roles, and conversations that a person takes over from the assistant.

staff-linked-officer = Swagat che, { $name }. Aa account have adhikari tarike tamaru che. /help thi kaam ni yaadi, /waiting thi raah jonara dekhay che.
staff-linked-agent = Swagat che, { $name }. Aa account have agent tarike tamaru che. /waiting: kon raah jue che, /take: paheli vaat lo, /done: pachi aapo.
staff-linked-admin = Swagat che, { $name }. Aa account have admin tarike tamaru che. /help thi kaam ni yaadi dekhay che.
staff-code-wrong = Aa code khoto che, vaprai gayo che athva juno che. Kai badlayu nathi. Krupa kari navo code mago.
staff-refused = Tamaru account have aa kari shaktu nathi. Kai badlayu nathi. Krupa kari account sambhalnar ne pucho.
staff-commands = Aa command mane khabar nathi. /waiting: kon raah jue che, /take: vaatchit lo, /done: pachi aapo, /help: case na command.
staff-not-yours = Tamari bhumika ma aani chhut nathi. Kai badlayu nathi.
staff-take-gone = Aa koi bijaye lai lidhi che athva puri thai gai che. Have kon raah jue che te /waiting thi juo.
staff-take-busy = Tame hamna koi ni sathe vaat karo cho. Pahela /done lakho, pachi biji lo.
staff-take-own = Aa tamari potani vaatchit che. Te koi bijaye levi padshe.
staff-took =
    Have tame te vyakti sathe vaat karo cho. /done lakho tya sudhi tamaru lakhelu temne jaay che. Temna chella message:
    { $summary }
staff-nothing-held = Hamna tame koi ni sathe vaat karta nathi. Kai badlayu nathi.
staff-done = Aabhar. Tya have fari sahayak javab aape che.
staff-words-only = Fakt lakhela shabdo aagal mokli shakay che. Aa moklayu nathi; krupa kari lakhi ne moklo.
staff-person-gone = Aa vyakti e amara message bandh karya che. Tamaro message gayo nathi. Puru karva /done lakho.
staff-waiting-none = Koi raah jotu nathi.
staff-waiting =
    Manas ni raah jue che: { $count }
    { $lines }
staff-call-asked =
    Koi manas sathe vaat karva mage che. Temna chella message:
    { $summary }
staff-call-failed =
    Sahayak tran vaar madad kari shakyo nathi. Temna chella message:
    { $summary }
staff-urgent =
    ⚠ TATKALIK: koi bhare taklif ma hoi shake. Krupa kari tarat lo. Temna chella message:
    { $summary }
staff-urgent-kept = ⚠ TATKALIK: tame nahota tyare koi bhare taklif ma hoi shake. Krupa kari tatkalik message hamna j juo.
staff-lost-left = Vyakti sahayak pase pachi gai. Vaatchit puri thai.
staff-lost-silent = Tame samaysar javab na aapyo. Tya have fari sahayak javab aape che, ane ame mafi magi che.
staff-lost-disabled = Tame ahi have javab aapi shakta nathi. Tya have fari sahayak javab aape che.
staff-button-take = Hu lau chu
staff-button-take-number = { $number } lo
staff-button-done = Puru thayu
handover-asked = Hu tamara mate koi manas ne bolavu chu. Reference number: { $reference }. { $minutes } minute ma koi na aave to hu janavish. Tya sudhi hu javab aapto rahish.
handover-asked-failed = Hu tran vaar tamne madad na kari shakyo, maaf karsho. Hu tamara mate koi manas ne bolavu chu; { $minutes } minute ma koi na aave to hu janavish.
handover-kept-failed = Hu tran vaar tamne madad na kari shakyo, maaf karsho. Tamara saval manas mate sachvi lidha che. Reference number: { $reference }. Aa chat ma hamna koi hajar nathi, etle samay no vaydo kari shaku em nathi.
handover-taken = { $name } e tamara chella message vanchya che ane have ahi javab aape che. Vaat puri thay tya sudhi hu chup rahish.
handover-done = { $name } ni vaat puri thai. Have hu, sahayak, fari javab aapu chu.
handover-left = Saru. Have hu, sahayak, fari javab aapu chu.
handover-nobody = Maaf karsho: samaysar tamara mate koi free nahotu. Have hu, sahayak, fari javab aapu chu. Tamaru lakhelu sachvelu che. Koi tamne phone kare?
handover-silent = Maaf karsho: tamne samaysar javab na malyo. Have hu, sahayak, fari javab aapu chu. Tamaru lakhelu sachvelu che. Koi tamne phone kare?
handover-write = Have ahi ek manas javab aape che. Krupa kari shabdo ma lakho.
handover-call-back = Tamare phone joiye che, te sachvi lidhu che. Reference number: { $reference }. Samay no vaydo kari shaku em nathi.
handover-button-leave = Sahayak pase pacha
handover-button-call-back = Mane phone karo
erased-handovers = amara loko sathe ni vaatchit: { $count }
erased-accounts = karmchari account: { $count }
