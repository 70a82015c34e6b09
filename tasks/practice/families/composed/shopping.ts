import {
  agreeAtom,
  checkAtom,
  dateAtom,
  emailAtom,
  severalAtom,
  sliderAtom,
  stepperAtom,
  switchAtom,
  textareaAtom,
  timeAtom,
} from '../../atoms/index.js';
import { compose } from '../../compose.js';
import { cities, countries, entryOf, field, fields, fullName, oneOf, postcode, someOf, street, town } from './theme.js';

/** A product with sizes, colours and extras. */
export const orderOptions = compose({
  name: 'order-options',
  fields: [
    field('Size|Fit', oneOf('Extra small, Small, Medium, Large, Extra large')), field('Color|Colour', someOf((words) => words.color())), field('Quantity|Number of items|Amount', stepperAtom),
    field('Material|Fabric', oneOf('Cotton, Wool, Linen, Silk')), field('Gift wrap|As a gift', checkAtom), field('Card text|Engraving|Text on it', entryOf((words) => words.thing())),
    field('Delivery|Shipping', oneOf('Standard, Express, Pick-up', ['radio', 'toggle', 'select'])), field('Extras|Accessories', severalAtom(() => ['Belt', 'Bag', 'Scarf', 'Socks', 'Cap'])),
  ],
  ends: ['submit'],
  submits: ['Add to cart', 'Buy now', 'Add to basket', 'Order'],
  confirms: 0.1,
  impossibleShare: 0.1,
  about: { seen: ['It is a birthday present.', 'Order this for me.', 'I want to buy it.'], heldOut: ['Get me one of these.'] },
}); // prettier-ignore

/** Who pays, where it goes and how it comes. */
export const checkoutDetails = compose({
  name: 'checkout-details',
  fields: [
    field('Full name|Name on the card', fullName), field('Street|Address', street), field('City|Town', town), field('Postal code|Zip code', postcode), field('Country|Deliver to', countries),
    field('E-mail|E-mail for the receipt', emailAtom), field('Payment|Pay by|Payment method', oneOf('Card, Invoice, Bank transfer, Voucher')), field('Card number|Account number', entryOf((words) => words.digits(12))),
    field('Voucher|Discount code', entryOf((words) => words.code())), field('Same billing address|Bill to the same address', checkAtom), field('I accept the terms|Terms of sale', agreeAtom),
  ],
  within: ['page', 'wizard', 'wizard', 'accordion'],
  validates: 0.4,
  confirms: 0.2,
  ends: ['submit'],
  submits: ['Pay now', 'Place order', 'Continue to payment', 'Buy'],
  about: { seen: ['Finish the purchase.', 'I am at the checkout.', 'The cart is full already.'], heldOut: ['Time to pay.'] },
}); // prettier-ignore

/** Filters beside a list; in most shops they count at once. */
export const searchFilters = compose({
  name: 'search-filters',
  fields: [
    field('Maximum price|Price up to', sliderAtom), field('Brand|Maker', someOf((words) => words.company())), field('Color|Colour', someOf((words) => words.color())), field('Sort by|Order', oneOf('Price, Name, Rating, Newest')),
    field('Condition|State', oneOf('New, Used, Refurbished', ['radio', 'toggle', 'select'])), field('Features|With', severalAtom(() => ['Wireless', 'Waterproof', 'Foldable', 'Rechargeable'])),
    ...fields('In stock, On sale, Free delivery', checkAtom), field('Only this shop|Hide sold items', switchAtom), field('Contains|Keyword', entryOf((words) => words.noun())),
  ],
  within: ['page', 'page', 'accordion'],
  ends: ['stop', 'stop', 'submit'],
  submits: ['Apply filters', 'Show results', 'Apply'],
  impossibleShare: 0.1,
  about: { seen: ['There are too many results.', 'Narrow down the list.', 'I am looking for something special.'], heldOut: ['Show me less.'] },
}); // prettier-ignore

/** A pizza with what goes on it. */
export const pizzaOrder = compose({
  name: 'pizza-order',
  fields: [
    field('Size|How big', oneOf('Small, Medium, Large, Family', ['radio', 'toggle', 'select'])), field('Toppings|On top', severalAtom(() => ['Mushrooms', 'Olives', 'Ham', 'Onions', 'Peppers', 'Tuna'])), field('Base|Dough', oneOf('Thin, Thick, Gluten free, Whole grain')),
    field('Drinks|Bottles of water', stepperAtom), field('Extra cheese|Spicy', checkAtom), field('Delivery time|Ready at', timeAtom), field('Note to the cook|Special wishes', textareaAtom), field('Sauce|Dip', oneOf('Tomato, Barbecue, Garlic, None')),
  ],
  ends: ['submit'],
  confirms: 0.3,
  submits: ['Order', 'Place order', 'Order pizza'],
  about: { seen: ['We are hungry.', 'It is for the office party.', 'Order a pizza.'], heldOut: ['Dinner time!'] },
}); // prettier-ignore

/** Someone sells a used thing. */
export const sellItem = compose({
  name: 'sell-item',
  fields: [
    field('Title|Headline', entryOf((words) => words.product())), field('Price|Asking price', entryOf((words) => String(words.number(5, 900)), 'number')), field('Category|Section', oneOf('Furniture, Books, Clothes, Electronics, Toys, Garden')), field('Condition|State', oneOf('As new, Good, Used, Broken')),
    field('Description|Details', textareaAtom), field('Pick up in|Location', cities), field('Offer ends|Ends on', dateAtom), field('Accept offers|Price is negotiable', checkAtom), field('Shipping possible|Can be shipped', switchAtom),
  ],
  within: ['page', 'page', 'tabs', 'wizard'],
  validates: 0.3,
  ends: ['submit'],
  submits: ['Publish', 'List item', 'Place ad'],
  about: { seen: ['I want to sell something.', 'Put this into the classifieds.', 'It has to go.'], heldOut: ['Make an advertisement.'] },
}); // prettier-ignore
