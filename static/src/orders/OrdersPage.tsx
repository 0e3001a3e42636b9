import { OrderList } from "./OrderList";
import { OrderView } from "./OrderView";
import { asked } from "./state/store";
import "./orders.css";

/** Orders: the list, or one of them whose number stands behind the #. */
export function OrdersPage() {
  const number = asked.value;
  return number === null ? <OrderList /> : <OrderView key={number} />;
}
