# People with roles, and conversations that a person takes over from the assistant.

staff-linked-officer = Swagat hai, { $name }. Yeh account ab adhikari ke roop me aapka hai. /help se kaam ki list, /waiting se intezaar karne wale dikhte hain.
staff-linked-agent = Swagat hai, { $name }. Yeh account ab agent ke roop me aapka hai. /waiting: kaun intezaar me hai, /take: pehla lein, /done: wapas dein.
staff-linked-admin = Swagat hai, { $name }. Yeh account ab admin ke roop me aapka hai. /help se kaam ki list dikhti hai.
staff-code-wrong = Yeh code galat hai, istemal ho chuka hai ya purana hai. Kuch nahi badla. Kripya naya code maangiye.
staff-refused = Aapka account ab yeh nahi kar sakta. Kuch nahi badla. Kripya account sambhalne wale se puchiye.
staff-commands = Yeh command mujhe nahi pata. /waiting: kaun intezaar me hai, /take: baatcheet lein, /done: wapas dein, /help: case ki command.
staff-not-yours = Aapki bhumika me iski ijazat nahi hai. Kuch nahi badla.
staff-take-gone = Ise kisi aur ne le liya hai ya yeh khatam ho gayi hai. /waiting se dekhiye ki ab kaun intezaar me hai.
staff-take-busy = Aap abhi kisi se baat kar rahe hain. Pehle /done likhiye, phir agli baatcheet lijiye.
staff-take-own = Yeh aapki apni baatcheet hai. Ise koi aur le.
staff-took =
    Ab aap us vyakti se baat kar rahe hain. /done likhne tak aapka likha unhe jaata hai. Unke aakhri message:
    { $summary }
staff-nothing-held = Abhi aap kisi se baat nahi kar rahe hain. Kuch nahi badla.
staff-done = Dhanyavaad. Wahan ab phir sahayak jawab deta hai.
staff-words-only = Sirf likhe hue shabd aage bheje ja sakte hain. Yeh nahi bheja gaya; kripya likhkar bhejiye.
staff-person-gone = Is vyakti ne hamare message band kar diye hain. Aapka message nahi gaya. Khatam karne ke liye /done likhiye.
staff-waiting-none = Koi intezaar me nahi hai.
staff-waiting =
    Insaan ke intezaar me: { $count }
    { $lines }
staff-call-asked =
    Koi insaan se baat karna chahta hai. Unke aakhri message:
    { $summary }
staff-call-failed =
    Sahayak teen baar madad nahi kar saka. Unke aakhri message:
    { $summary }
staff-urgent =
    ⚠ BAHUT ZAROORI: koi gehri pareshani me ho sakta hai. Kripya turant lijiye. Unke aakhri message:
    { $summary }
staff-urgent-kept = ⚠ BAHUT ZAROORI: aap jab nahi the, tab koi gehri pareshani me raha ho sakta hai. Kripya zaroori message abhi dekhiye.
staff-lost-left = Vyakti sahayak ke paas laut gaya. Baatcheet khatam hui.
staff-lost-silent = Aapne samay par jawab nahi diya. Wahan ab phir sahayak jawab deta hai, aur humne maafi maangi hai.
staff-lost-disabled = Aap yahan ab jawab nahi de sakte. Wahan ab phir sahayak jawab deta hai.
staff-button-take = Main leta/leti hoon
staff-button-take-number = { $number } lein
staff-button-done = Poora hua
handover-asked = Main aapke liye kisi insaan ko bula raha hoon. Reference number: { $reference }. { $minutes } minute me koi nahi aaya to main bata dunga. Tab tak main jawab deta rahunga.
handover-asked-failed = Main teen baar aapki madad nahi kar saka, maaf kijiye. Main aapke liye kisi insaan ko bula raha hoon; { $minutes } minute me koi nahi aaya to main bata dunga.
handover-kept-failed = Main teen baar aapki madad nahi kar saka, maaf kijiye. Aapke sawal kisi insaan ke liye save kar liye hain. Reference number: { $reference }. Is chat me abhi koi duty par nahi hai, isliye samay ka vaada nahi kar sakta.
handover-taken = { $name } ne aapke aakhri message padh liye hain aur ab yahan jawab dete hain. Baat poori hone tak main chup rahunga.
handover-done = { $name } ki baat poori hui. Ab main, sahayak, phir jawab deta hoon.
handover-left = Theek hai. Ab main, sahayak, phir jawab deta hoon.
handover-nobody = Maaf kijiye: samay par koi aapke liye khali nahi tha. Ab main, sahayak, phir jawab deta hoon. Aapka likha save hai. Kya koi aapko phone kare?
handover-silent = Maaf kijiye: samay par aapko jawab nahi mila. Ab main, sahayak, phir jawab deta hoon. Aapka likha save hai. Kya koi aapko phone kare?
handover-write = Ab yahan ek insaan jawab deta hai. Kripya shabdon me likhiye.
handover-call-back = Aapko phone chahiye, yeh save kar liya hai. Reference number: { $reference }. Samay ka vaada nahi kar sakta.
handover-button-leave = Sahayak ke paas wapas
handover-button-call-back = Mujhe phone kijiye
erased-handovers = hamare logon se baatcheet: { $count }
erased-accounts = karmchari account: { $count }
