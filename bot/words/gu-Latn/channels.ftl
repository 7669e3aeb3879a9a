# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = Hu haji avaj, photo ke file kholi shakto nathi. Me te amara manas mate sachvi lidhu che. Reference number: { $reference }. Utaval hoy to shabdo ma lakho.
shared-contact = Number malyo, pan me magyo nahoto: etle hamna koi phone nahi kare. Phone joie to button dabavo ane lakho ke shu vaat che.
shared-location = Jagya mali, pan hu map parthi yojana shodhi shakto nathi. Tamaro jillo ane kaam shabdo ma lakho.
edited-too-late = Moklelo message sudharva thi kai badlatu nathi, hu te vaanchi chukyo chu. Krupa karine sudhareli vaat nava message ma moklo.
