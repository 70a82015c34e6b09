/**
 * Skills of a web agent: name, description as its author wrote it, and what users say when they need it, with ` / ` between
 * wordings and `[a|b]` for parts that vary. Every third wording is kept for held-out requests.
 */
export const SKILL_TEXTS: readonly (readonly [name: string, description: string, requests: string])[] = [
  [
    'track-parcel',
    'Reads the shipment state from a carrier by tracking number',
    'where is my [package|parcel] / check if the [box|parcel] is on its way / has [it|the delivery] left the depot yet / look up the tracking of my order / tell me when the courier comes / why does the [package|parcel] take so long / see how far the shipment got / find out if the driver was here / is my [stuff|purchase] arriving today',
  ],
  [
    'search-product',
    'Enters words into the search of a shop and lists the hits',
    'look for a [blue lamp|cheap kettle] / find [hiking boots|a desk] in that shop / show me what [toasters|rugs] they have / search the store for [batteries|pans] / do they sell [yoga mats|tents] / I want to see [sofas|chairs] / what is there in the way of [lamps|jackets] / browse [headphones|monitors] / pull up some [shelves|mirrors]',
  ],
  [
    'compare-prices',
    'Collects the price of one article from several sellers into a table',
    'where is the [printer|drill] cheapest / which shop asks least for the [tent|phone] / am I overpaying for [this|the kettle] / compare what they charge for the [camera|drill] / check the price in other stores / find a better deal on the [phone|sofa] / see who has the lowest offer / is [it|this] less expensive elsewhere / make a table of prices for the [tent|camera]',
  ],
  [
    'price-alert',
    'Registers a threshold and notifies when an article falls below it',
    'tell me when the [sofa|bike] gets cheaper / watch the price of the [camera|bike] / let me know if it drops under [100|50] / notify me once the [tent|sofa] is on sale / keep an eye on what the [phone|desk] costs / warn me when the [laptop|camera] goes down / ping me at [80|200] euros or less / I would buy it for [60|90], wait for that / alert me about reductions on the [coat|desk]',
  ],
  [
    'add-to-cart',
    'Puts an article with the chosen variant into the basket',
    'put [two|three] of those in the basket / add the [red one|large one] / I take this in size [M|L] / throw [it|that] into my cart / add [one|four] more / pop the [blue|small] version in / place the [first|second] one in my bag / I want [this one|that], continue shopping / collect the [black|white] model for later payment',
  ],
  [
    'checkout',
    'Completes a purchase with saved address and payment',
    'buy what is in the basket / pay for [everything|it] / finish the purchase / place the order / complete the payment with my card / let us get it over with and order / go to the till / make the deal final / purchase these [things|articles] now',
  ],
  [
    'cancel-order',
    'Revokes an order that has not shipped',
    'I do not want the [lamp|sofa] any more, stop it / cancel what I ordered [yesterday|today] / undo my last purchase / call off the [kitchen|book] order / withdraw the order before they send it / I ordered by mistake, revoke that / stop the [shop|seller] from shipping / get me out of that purchase / take my order back',
  ],
  [
    'return-item',
    'Starts a return and downloads the label',
    'send the [shoes|coat] back / the [jacket|dress] does not fit, return it / get a return label / I want my money back for the [drill|lamp] / it is broken, ship it back to them / give the [boots|toaster] back / make the paperwork to send [this|it] back / request a refund for the [kettle|coat] / exchange unwanted goods',
  ],
  [
    'download-invoice',
    'Saves the bill of an order as PDF',
    'get me the bill for [March|April] / I need the invoice of that order / save the receipt / download the [electricity|phone] bill / fetch proof of purchase for [taxes|work] / where is the receipt, store it / give me a PDF of what I paid / my [boss|accountant] wants the bill / keep the document with the amount',
  ],
  [
    'apply-coupon',
    'Enters a voucher code in the basket and checks the reduction',
    'use the code [SAVE10|SPRING] / redeem my voucher / is there a discount, enter it / apply the coupon before paying / try the promo code from the mail / take ten percent off with this code / I have a gift card, use it / put the rebate in / see if [HELLO5|WELCOME] makes it cheaper',
  ],
  [
    'write-review',
    'Publishes a rating and text on an article',
    'give the [hotel|kettle] four stars / write that the [toaster|room] was great / leave a review for the [sofa|shop] / rate my last purchase / tell others that it broke after a week / post my opinion on the [lamp|hotel] / complain publicly about the [kettle|shop] / praise the [host|seller] / share how satisfied I was',
  ],
  [
    'reorder',
    'Repeats an earlier order with the same articles',
    'the same coffee as last time / order [it|that] again / buy the usual / get me another pack of what I had / repeat the order from [May|June] / I am out of [filters|toner], get more / once more the [dog food|tea] / restock as before / same again please',
  ],
  [
    'change-address',
    'Edits the delivery address of an account',
    'we moved, update where parcels go / change my street / put the new flat in / my address is wrong, correct it / send things to the office from now on / set the delivery place to [my parents|work] / replace the old house number / new home, tell the shop / edit where I live',
  ],
  [
    'manage-subscription',
    'Pauses, changes or ends a recurring contract',
    'stop my [magazine|gym] / end the streaming contract / pause the meal box / get rid of the monthly [payment|fee] / switch to the smaller plan / I no longer want to pay for the [app|paper] / downgrade my membership / quit the [club|service] / do not renew [it|that]',
  ],
  [
    'book-flight',
    'Finds and reserves an air connection',
    'fly me to [Rome|Oslo] / get plane tickets for [Friday|Monday] / find a cheap flight / I have to be in [Lisbon|Paris] by air / reserve two seats on a plane / book an airline to [Vienna|Rome] / take me by air to [Dublin|Oslo] / I need a jet to [Athens|Lisbon] / a window seat to [Madrid|Paris] with the early departure',
  ],
  [
    'book-train',
    'Buys a rail ticket with seat',
    "get me on the [ten|eight] o'clock train / buy a rail ticket to [Bern|Lyon] / book a seat in the quiet coach / train for [tomorrow|Sunday] / I go to [Ghent|Bern] by rail / reserve the express / take the night train to [Milan|Lyon] / second class single to [Turin|Ghent] / find a railway connection and pay",
  ],
  [
    'book-hotel',
    'Reserves accommodation for given nights',
    'find a room for [two|three] nights / book somewhere to stay in [Rome|Oslo] / I need a bed near the station / reserve the hotel from [Monday|Friday] / get a double room / look for lodging with breakfast / where can I sleep in [Paris|Bern], take it / arrange accommodation / a quiet place overnight',
  ],
  [
    'rent-car',
    'Reserves a hire car at a station',
    'get me a car at the airport / rent a van for the [weekend|move] / I need wheels in [Rome|Oslo] / hire a small car / reserve an automatic for [three|five] days / book a vehicle with child seat / something to drive from [Friday|Monday] / pick-up truck for a day / find an affordable rental',
  ],
  [
    'plan-route',
    'Computes the way between two places by public transport or car',
    'how do I get to the [museum|clinic] / show me the way to [work|the lake] / which bus goes to the [station|zoo] / find the fastest way home / directions to the [airport|clinic] / when must I leave to be there at [nine|five] / route without motorway / is there a tram to the [harbour|museum] / navigate from here to the [stadium|zoo]',
  ],
  [
    'check-in-online',
    'Issues the boarding pass for a booked flight',
    'check me in / get the boarding pass / I fly tomorrow, do the paperwork / choose my seat and print the card / web check-in for [two|both of us] / save the pass to my phone / register us for the flight / do the airline thing 24 hours before / I want the barcode for the gate',
  ],
  [
    'reserve-table',
    'Books a restaurant table for a party at a time',
    'a table for [four|two] at eight / book dinner at the [Italian|Thai] place / reserve at our favourite restaurant / we want to eat out on [Friday|Sunday] / get us seats on the terrace of the bistro / lunch for [six|three] / make a booking at the [grill|pizzeria] / can we dine there tonight / hold something by the window for the anniversary',
  ],
  [
    'order-food',
    'Orders a meal for delivery',
    'I am hungry, get pizza / order [sushi|curry] to the house / have dinner delivered / bring me [noodles|burgers] / get lunch from the [Thai|Greek] / takeaway for [two|four] / something warm to eat at the door / the usual from the [Indian|Greek] place / feed us tonight',
  ],
  [
    'grocery-list',
    'Fills a supermarket basket from a list',
    'do the weekly shop / get milk and [bread|eggs] / add [apples|rice] to the groceries / fill the supermarket basket from my list / we need food for the week / shop for the recipe / buy ingredients for [soup|cake] / stock the fridge / vegetables and [cheese|butter] from the market',
  ],
  [
    'find-recipe',
    'Searches cooking instructions by ingredients',
    'what can I cook with [leeks|beans] / a dish without [meat|milk] / how is [risotto|ramen] made / dinner idea for [six|two] / instructions for [bread|pancakes] / something quick with [eggs|rice] / find how grandma makes [stew|dumplings] / meal from leftovers / a cake that needs no oven',
  ],
  [
    'make-appointment',
    'Books a slot with a doctor, office or workshop',
    'see the dentist next week / get me a slot at the [town hall|doctor] / book the garage for the brakes / I need to see a doctor / an appointment for my passport / find a free time at the [hairdresser|optician] / register for the vaccination / when can I come in, fix it / set up a visit to the [vet|clinic]',
  ],
  [
    'reschedule-appointment',
    'Moves a booked slot to another time',
    'move the dentist to [Thursday|Friday] / I cannot make it, find a later time / push the [garage|doctor] back a week / change my slot / bring the appointment forward / shift the [haircut|check-up] / swap it for the afternoon / postpone my visit / ask for another day at the [clinic|office]',
  ],
  [
    'calendar-add',
    'Creates an event in the calendar',
    'note the [party|concert] on Saturday / put lunch with [Ana|Tom] in my diary / block [two|three] hours for writing / add the meeting at ten / mark my holiday / enter the school play / save the date of the wedding / keep [Friday|Monday] free / schedule time for sport',
  ],
  [
    'calendar-find',
    'Answers what is planned on a day',
    "what do I have on [Friday|Tuesday] / am I free at [three|noon] / when is my next meeting / read me today's plan / is there anything in the evening / list my week / do I have time for a coffee at [four|ten] / which day is empty / what comes after the [lunch|call]",
  ],
  [
    'set-reminder',
    'Fires a notification at a time',
    'remind me to call [mum|Ben] / do not let me forget the bins / nudge me at [six|seven] / ring in [ten|twenty] minutes / remember the medicine for me / wake me for the match / tell me tomorrow to pay the rent / prompt me about the [cake|washing] / poke me when it is time to leave',
  ],
  [
    'send-email',
    'Writes and sends a mail',
    'write to [Ana|the landlord] that I am late / mail the [teacher|boss] / send a note to the team / tell [Peter|the bank] by mail / compose a message with the offer / drop [Ben|the agent] a line / answer the [plumber|school] / let everyone know by mail / thank [Mia|them] for the invitation in writing',
  ],
  [
    'search-email',
    'Finds messages in the mailbox',
    'find the mail from the [bank|school] / what did [Ana|the agent] write / look for the message with the code / where is the mail about the [trip|lease] / did anyone answer / dig out the newsletter with the [map|offer] / is there something from [Ben|the tax office] in my inbox / show unread messages / that thing they sent me in [June|May]',
  ],
  [
    'unsubscribe-newsletter',
    'Removes an address from a mailing list',
    'I get too much advertising, stop it / take me off the list of the [shop|club] / no more newsletters / make these mails end / unsubscribe from the [travel|sports] mails / stop the [store|airline] from writing / clean my inbox of ads / I never signed up for this, remove me / leave that mailing',
  ],
  [
    'fill-form',
    'Completes an official form from known personal data',
    'fill in the [school|town] form / complete the application / enter my data in that document / do the paperwork for the [kindergarten|club] / register us at the town hall / put my details in the fields / answer the questionnaire of the [insurer|school] / apply for the parking permit / type name and birthday where they ask',
  ],
  [
    'upload-document',
    'Attaches a local file to a web form',
    'send them the scan / put the PDF on the portal / attach my [CV|certificate] / upload the photo of the [meter|passport] / hand in the signed file / give the [insurer|bank] the paper they want / add the document to the claim / submit the [contract|scan] / transfer the picture to the site',
  ],
  [
    'export-table',
    'Downloads a table of a site as CSV',
    'get the list as a spreadsheet / export the [members|hours] / save the numbers for Excel / download the table / pull the data into a file / give me a csv of the [sales|readings] / I need all rows offline / dump the [contacts|orders] / turn what is on that page into a sheet',
  ],
  [
    'fill-spreadsheet',
    'Writes values into cells of an online sheet',
    "put the hours into the sheet / add a row for [May|June] / enter the sum in column C / update the budget table / write the [names|scores] into the document / log today's run in the sheet / correct the number in the table / append the results / type these values below each other",
  ],
  [
    'submit-expenses',
    'Files a claim for travel or other costs',
    'get my taxi money back / claim the [hotel|train] costs / hand in my expenses / file the receipts from the trip / the firm should pay for lunch / submit the travel claim / put the [parking|dinner] on the company / ask for reimbursement / I paid myself, recover it',
  ],
  [
    'pay-bill',
    'Pays an invoice by bank transfer',
    'pay the [electrician|water] bill / transfer the rent / settle what I owe the [dentist|garage] / send [fifty|eighty] euros to [Ana|Tom] / the invoice is due, pay it / wire the deposit / get the dunning letter off the table / clear my debt with the [club|plumber] / make the bank send the money',
  ],
  [
    'check-balance',
    'Reads the balance and latest bookings of an account',
    'how much money do I have / did the salary come / what is on my account / show the last bookings / am I overdrawn / has [Ana|the firm] paid / look at my savings / can I afford it this month / which amounts left my account',
  ],
  [
    'convert-currency',
    'Converts an amount with the rate of the day',
    'what is [100|250] dollars in euros / how many yen do I get / convert [40|75] pounds / exchange rate for francs / is [900|300] crowns a lot / translate the price into my money / what does that cost in euros / what would the bill abroad be at home / give me the value in [dollars|pounds]',
  ],
  [
    'file-tax',
    'Enters and sends the tax return',
    'do my taxes / send the return to the revenue office / declare my income / enter the donations for the tax people / submit the VAT / finish the annual declaration / tell the state what I earned / get something back from the tax office / file it before the deadline of the authorities',
  ],
  [
    'insurance-claim',
    'Reports damage to an insurer',
    'the bike was stolen, report it / tell the insurance about the [water|car] damage / file a claim for the broken window / someone hit my car / get the insurer to pay for the [phone|roof] / report an accident / the pipe burst, who pays / storm tore the [fence|roof], get it covered / hand in the damage',
  ],
  [
    'find-job',
    'Searches vacancies by title and place',
    'look for work in [Leeds|Cork] / any openings for a [nurse|cook] / find a position as [teacher|driver] / who is hiring / show me vacancies near home / I want a new job / part-time posts for [students|cooks] / where could I apply / check for employment as a [gardener|nurse]',
  ],
  [
    'apply-job',
    'Sends an application with CV and letter',
    'apply for that position / send my CV to the [clinic|hotel] / hand in the application / tell them I want the job / submit resume and letter / answer the vacancy / put me forward for the role / they look for a [cook|driver], send my papers / candidate form for the [bakery|school]',
  ],
  [
    'find-flat',
    'Searches rental listings by rooms, rent and area',
    'find [three|two] rooms under a thousand / look for a flat near the [park|river] / any apartments with balcony / somewhere to live in [Leeds|Cork] / rent a house with garden / show me new listings / we need a bigger home / a place that allows dogs / studio close to the [university|station]',
  ],
  [
    'contact-seller',
    'Asks a seller or landlord a question through the site',
    'ask if the [bike|flat] is still available / write to whoever sells the [table|piano] / can they lower the price, ask / message the owner / get an answer about the [deposit|size] / ask the shop whether it fits / enquire about a viewing / find out from the vendor if he ships / negotiate with the person behind the ad',
  ],
  [
    'post-listing',
    'Publishes an offer on a marketplace',
    'sell my old [bike|sofa] / put the [pram|desk] online / make an ad for the [piano|car] / offer the flat for rent / list the [skis|books] for [50|80] / get rid of the [table|wardrobe] for money / give the cot away on the market site / find a buyer for my [guitar|camera] / advertise what is in the cellar',
  ],
  [
    'weather-forecast',
    'Reads the forecast for a place and day',
    'will it rain [tomorrow|on Sunday] / do I need an umbrella / how warm is it in [Rome|Oslo] / is there snow in the mountains / what is it like outside / wind at the lake / can we have a barbecue on Saturday / sun at the weekend / temperature tonight',
  ],
  [
    'read-news',
    'Summarises headlines on a topic',
    'what happened today / news about the [election|strike] / read me the headlines / anything new on the [merger|storm] / give me the top stories / what do the papers say / latest on [football|trade] / bring me up to date / sum up the morning press',
  ],
  [
    'translate-page',
    'Translates a web page or text',
    'what does this say in English / translate the menu / put the letter into [Spanish|French] / I do not understand this site / make an English version / render the contract in [German|Polish] / this is in Finnish, help / say it in my language / turn the instructions into [Italian|Dutch]',
  ],
  [
    'summarise-page',
    'Condenses a long page into a few points',
    'give me the gist / sum up this article / what are the main points / too long, make it short / the essentials of the report / in three sentences please / boil the [study|contract] down / what is it about, briefly / outline the page',
  ],
  [
    'extract-contact',
    'Finds phone, mail and address on a site',
    'find the phone number of the [garage|library] / how can I reach them / get the mail of the office / where are they, street and number / contact data of the [vet|club] / who do I call there / look in the imprint for the number / the hotline of the [bank|shop] / how do people get in touch with the museum',
  ],
  [
    'opening-hours',
    'Reads when a place is open',
    'is the [library|bakery] open now / when does the shop close / until when is the pool open / hours of the [pharmacy|museum] / can I still go to the [post office|bank] / do they open on Sunday / what time does the market start / is anybody there on the holiday / latest I can show up at the [gym|zoo]',
  ],
  [
    'find-library-book',
    'Searches and reserves media in a library catalogue',
    'does the library have [Dune|Emma] / reserve the novel / borrow a book on [bees|Rome] / put me on the waiting list for the thriller / extend my loans / look in the catalogue for cookbooks / when do I have to bring the books back / lend me something by [Atwood|Eco] / get the audiobook from the branch',
  ],
  [
    'buy-ticket-event',
    'Buys seats for concerts, cinema or sport',
    'get cinema tickets / two seats for the [opera|match] / book the concert / I want to see the [film|play] on Saturday / are there places left for the show / buy admission to the [museum|fair] / front row for the band / reserve the musical / take us to the game',
  ],
  [
    'course-enrol',
    'Registers for a class or course',
    'sign me up for [yoga|pottery] / enrol in the Spanish class / register for the swimming lessons / I want to learn [piano|chess], find a place / put [Mia|Leo] in the football camp / join the course on Tuesday / book the workshop / get me into the evening school / reserve a spot in the training',
  ],
  [
    'social-post',
    'Publishes a text or picture on a network',
    'post the photo / tell my followers about the [sale|concert] / share the link / put a picture of the [cake|dog] online / announce that we open on Monday / write something on my page / publish the update / tweet that / upload the sunset for friends to see',
  ],
  [
    'reply-comment',
    'Answers comments under an own post',
    'answer the people under my picture / thank them for the comments / respond to the [question|complaint] below the post / someone criticised us, react / write back to the fans / say sorry to the commenter / like and reply / there are new remarks, deal with them / tell the guy under the video that he is wrong',
  ],
  [
    'reset-password',
    'Requests and sets a new password',
    'I forgot my password / cannot log in, get a new one / change the login of the [bank|shop] / reset my access / they want me to pick another password / send me the recovery mail / locked out of my account / the old secret was leaked, replace it / help me get in again',
  ],
  [
    'enable-two-factor',
    'Turns on a second login factor',
    'make the account safer / switch on the second factor / use my phone for logging in / protect the mailbox with a code / add an authenticator / I want two-step sign-in / set up extra security / require a text message on login / nobody else should get into my profile',
  ],
  [
    'delete-account',
    'Removes an account and its data',
    'delete my profile / erase everything they know of me / close the account at the [shop|network] / I am leaving the site for good / wipe my data / remove me from the [forum|app] / exercise my right to be forgotten / shut my user down / get my personal records destroyed',
  ],
  [
    'privacy-settings',
    'Limits tracking, cookies and visibility',
    'stop them from tracking me / hide my profile from strangers / refuse the cookies / turn personal ads off / who can see my photos, restrict it / limit what the app shares / make it private / forbid the use of my location / do not let them sell my habits',
  ],
  [
    'report-fault',
    'Opens a support ticket at a provider',
    'the internet is down, tell them / open a ticket about the [heating|lift] / report the broken street light / complain that the app crashes / tell support about the error / file a fault for the phone line / the [washer|router] we rent is dead, let the firm know / something is wrong with my connection / get a technician',
  ],
  [
    'meter-reading',
    'Enters a meter value at the utility',
    'send the [gas|water] reading / tell the power company [48210|39155] / enter the meter / they want the electricity count / submit the number on the dial / report consumption for the year / type the counter into the portal / the utility asks what we used / hand over the figures from the basement',
  ],
];
