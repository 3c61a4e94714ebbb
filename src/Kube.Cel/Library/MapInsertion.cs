using static Kube.Cel.Library.FunctionTable;

namespace Kube.Cel.Library;

/// <summary>What <c>transformMap</c> and <c>transformMapEntry</c> expand to: insertion into the map being built.</summary>
internal static class MapInsertion
{
    private const string Name = "cel.@mapInsert";

    public static void AddTo(FunctionTable table) => table
        .Global(Name, "@mapInsert_map_key_value", MapOfAB, [MapOfAB, A, B], a => Insert(a[0], a[1], a[2]))
        .Global(Name, "@mapInsert_map_map", MapOfAB, MapOfAB, MapOfAB, (in target, in entries) =>
        {
            foreach (var key in entries.AsMap.Keys)
            {
                var inserted = entries.AsMap.TryGet(key, out var value) ? Insert(target, key, value) : CelError.NoSuchKey(key);
                if (inserted.IsError)
                {
                    return inserted;
                }
            }

            return target;
        });

    private static CelValue Insert(in CelValue target, in CelValue key, in CelValue value)
    {
        if (target.AsMap is not CelDictionaryMap map)
        {
            return CelError.NoSuchOverload;
        }

        if (map.TryGet(key, out _))
        {
            return CelValue.Error($"insert failed: key {key} already exists");
        }

        map.Set(key, value);
        return target;
    }
}
