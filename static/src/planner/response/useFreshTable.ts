import { useEffect } from "preact/hooks";
import { useLoad } from "../../shared/ui/useLoad";
import { tablesChanged } from "../state/response";

/** Read a table, and again when somebody changed one. */
export function useFreshTable<P extends string>(path: P) {
  const load = useLoad(path);
  const seen = tablesChanged.value;
  useEffect(() => {
    if (seen > 0) void load.again();
  }, [seen]);
  return load;
}
