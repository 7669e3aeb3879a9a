# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = Main abhi awaaz, photo ya file nahi khol sakta. Maine ise kisi insaan ke liye rakh liya hai. Reference number: { $reference }. Jaldi ho to shabdon me likh dijiye.
shared-contact = Number mil gaya, par maine poocha nahi tha: isse abhi koi phone nahi karega. Phone chahiye to button dabaiye aur likhiye ki baat kya hai.
shared-location = Jagah mil gayi, par main map se yojana nahi dhundh sakta. Apna zila aur kaam shabdon me likhiye.
edited-too-late = Bheja hua message badalne se kuchh nahi badalta, main use padh chuka hoon. Kripya nayi baat naye message mein bhejein.
