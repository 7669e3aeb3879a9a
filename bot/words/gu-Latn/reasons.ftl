# Why an agency is proposed. Shown to the person and to officers.

reason-helps = Aama madad kare che: { $need }.
reason-helps-also = Aama pan madad kare che: { $needs }.
reason-first-advice = Yadi ma barabar aa kaam ({ $need }) mate koi nathi; aa loko paheli salah aape che.
reason-relief-first = Navi loan devu vadharshe. Pahela rahat joie.
reason-region = Aa tamara rajya mate che.
reason-language = Ahi tamari bhasha ma kaam thay che.
reason-their-sector = Aa tamara prakar na dhandha mate che.
reason-new-business = Nava dhandha ne madad kare che.
reason-small-income = Ochi avak mate pan loan che.
reason-loan-size = Tamara kad na dhandha ne loan aape che.
reason-no-collateral = Giro vagar pan loan mali shake che.
reason-after-judgment = Court na chukada pachi maphat samadhan karave che.
reason-debt-programme = Devadaro ni madad ni yojnao ma jodayel che.
reason-ask-own-bank = Rahat tamari potani bank nakki kare che; sangh rasto batave che.
reason-guarantee-paid = Temne tamara vati bank ne chukavyu hoy to rahat na rasta che.
reason-own-credit-report = Tamari loan vishe shu nondhayu che te ahi joi shakay che.
reason-unpaid-bills = Ahi baki bill par paisa mali shake che.
