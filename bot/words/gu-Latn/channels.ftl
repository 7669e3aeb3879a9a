# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = Hu haji avaj, photo ke file kholi shakto nathi. Me te amara manas mate sachvi lidhu che. Reference number: { $reference }. Utaval hoy to shabdo ma lakho.
