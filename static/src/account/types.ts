export type { OwnAccount, OwnPasskey as Passkey, OwnSession } from "../shared/api/generated";
