import { en } from "./en";
import { enAccount } from "./en_account";
import { enAdmin } from "./en_admin";
import { enClosures } from "./en_closures";
import { enField } from "./en_field";
import { enHome } from "./en_home";
import { enIncident } from "./en_incident";
import { enOrders } from "./en_orders";
import { enPeople } from "./en_people";
import { enPlans } from "./en_plans";
import { enProposal } from "./en_proposal";
import { enRegisters } from "./en_registers";
import { enResponse } from "./en_response";
import { enTasks } from "./en_tasks";
import { enTyphoon } from "./en_typhoon";
import { enValues } from "./en_values";
import { enWall } from "./en_wall";
import { language } from "./language";
import { zh } from "./zh";
import { zhAccount } from "./zh_account";
import { zhAdmin } from "./zh_admin";
import { zhClosures } from "./zh_closures";
import { zhField } from "./zh_field";
import { zhHome } from "./zh_home";
import { zhIncident } from "./zh_incident";
import { zhOrders } from "./zh_orders";
import { zhPeople } from "./zh_people";
import { zhPlans } from "./zh_plans";
import { zhProposal } from "./zh_proposal";
import { zhRegisters } from "./zh_registers";
import { zhResponse } from "./zh_response";
import { zhTasks } from "./zh_tasks";
import { zhTyphoon } from "./zh_typhoon";
import { zhValues } from "./zh_values";
import { zhWall } from "./zh_wall";

export const CATALOGUE = {
  zh: {
    ...zh,
    ...zhWall,
    ...zhTyphoon,
    ...zhClosures,
    ...zhHome,
    ...zhField,
    ...zhAccount,
    ...zhAdmin,
    ...zhIncident,
    ...zhResponse,
    ...zhProposal,
    ...zhRegisters,
    ...zhOrders,
    ...zhPeople,
    ...zhPlans,
    ...zhTasks,
    ...zhValues,
  },
  en: {
    ...en,
    ...enWall,
    ...enTyphoon,
    ...enClosures,
    ...enHome,
    ...enField,
    ...enAccount,
    ...enAdmin,
    ...enIncident,
    ...enResponse,
    ...enProposal,
    ...enRegisters,
    ...enOrders,
    ...enPeople,
    ...enPlans,
    ...enTasks,
    ...enValues,
  },
} as const;

export type Key = keyof typeof CATALOGUE.zh;

/** The catalogue's text for `key`, with `{name}` replaced by `values.name`. */
export function say(key: Key, values: Record<string, string | number> = {}): string {
  const text: string = CATALOGUE[language.value][key];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
