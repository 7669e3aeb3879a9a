# Why an agency is proposed. Shown to the person and to officers.

reason-helps = It helps with this: { $need }.
reason-helps-also = It helps with this too: { $needs }.
reason-first-advice = Nobody in the directory helps with exactly this ({ $need }); they give first advice.
reason-relief-first = A new loan would make the debt bigger. Relief comes first.
reason-region = It is for your state.
reason-language = It works in your language.
reason-their-sector = It is for your kind of business.
reason-new-business = It helps new businesses.
reason-small-income = It has loans for small incomes.
reason-loan-size = It lends to businesses of your size.
reason-no-collateral = The loan can be had without security.
reason-after-judgment = It mediates free of charge after a court judgment.
reason-debt-programme = It takes part in programmes for people with debts.
reason-ask-own-bank = Your own bank decides on relief; the association knows the way.
reason-guarantee-paid = It has ways out when it has paid your bank for you.
reason-own-credit-report = There you can see what is recorded about your loans.
reason-unpaid-bills = Unpaid bills can be turned into money there.
