using Kube.Schema.Json;
using Kube.Testing.Typing;

namespace Kube.Testing.Patching.Apply;

/// <summary>Which fields differ between two values of a type.</summary>
internal sealed record Comparison(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    public static Comparison Of(JsonValue? left, JsonValue? right, Shape shape)
    {
        var walk = new Walk();
        walk.Compare(left, right, shape, inLeaf: false);
        return new(walk.Added.Build(), walk.Modified.Build(), walk.Removed.Build());
    }

    /// <summary>This comparison without the fields a strategy resets anyway.</summary>
    public Comparison Without(FieldSet ignored) =>
        new(Added.DifferenceWithBelow(ignored), Modified.DifferenceWithBelow(ignored), Removed.DifferenceWithBelow(ignored));

    private sealed class Walk
    {
        private readonly List<string> _path = [];

        public FieldSet.FieldSetBuilder Added { get; } = new();

        public FieldSet.FieldSetBuilder Modified { get; } = new();

        public FieldSet.FieldSetBuilder Removed { get; } = new();

        public void Compare(JsonValue? left, JsonValue? right, Shape declared, bool inLeaf)
        {
            var ofLeft = declared.For(left ?? right);
            var ofRight = declared.For(right ?? left);
            if (ofLeft != ofRight)
            {
                // The value changed its kind where the schema allows any: both sides are seen on their own.
                Sides(left, right, ofLeft, inLeaf);
            }

            var isLeaf = Sides(left, right, ofRight, inLeaf);
            if (!inLeaf && !isLeaf && _path.Count > 0)
            {
                Note(left, right);
            }
        }

        /// <summary>Compares as <paramref name="shape"/>; says whether that made a leaf of the value.</summary>
        private bool Sides(JsonValue? left, JsonValue? right, Shape shape, bool inLeaf)
        {
            switch (shape.Kind)
            {
                case ShapeKind.Map:
                    var (leftMap, rightMap) = (left as JsonObject, right as JsonObject);
                    if (shape.IsAtomic || ((leftMap?.Count ?? 0) == 0 && (rightMap?.Count ?? 0) == 0))
                    {
                        return Leaf(left, right, inLeaf);
                    }

                    foreach (var name in Names(leftMap, rightMap))
                    {
                        Step(PathElement.Field(name), leftMap?[name], rightMap?[name], shape.Entry(name) ?? Shape.Any, inLeaf);
                    }

                    return false;
                case ShapeKind.List:
                    var (leftList, rightList) = (left as JsonArray, right as JsonArray);
                    if (shape.Identity == ListIdentity.Atomic || ((leftList?.Count ?? 0) == 0 && (rightList?.Count ?? 0) == 0))
                    {
                        return Leaf(left, right, inLeaf);
                    }

                    Items(leftList, rightList, shape, inLeaf);
                    return false;
                default:
                    return Leaf(left, right, inLeaf);
            }
        }

        private void Items(JsonArray? left, JsonArray? right, Shape shape, bool inLeaf)
        {
            var ofLeft = ListIndex.Of(left, shape);
            var ofRight = ListIndex.Of(right, shape);
            foreach (var element in ofLeft.Elements.Union(ofRight.Elements))
            {
                var lefts = ofLeft[element];
                var rights = ofRight[element];
                if (lefts.Count <= 1 && rights.Count <= 1)
                {
                    Step(element, lefts.FirstOrDefault(), rights.FirstOrDefault(), shape.Element ?? Shape.Any, inLeaf);
                }
                else if (lefts.Count >= 2 && rights.Count >= 2)
                {
                    if (!lefts.SequenceEqual(rights))
                    {
                        Put(Modified, element);
                    }
                }
                else if (lefts.Count >= 2)
                {
                    if (rights.Count > 0)
                    {
                        Step(element, null, rights[0], shape.Element ?? Shape.Any, inLeaf);
                    }

                    Put(Removed, element);
                }
                else
                {
                    if (lefts.Count > 0)
                    {
                        Step(element, lefts[0], null, shape.Element ?? Shape.Any, inLeaf);
                    }

                    Put(Added, element);
                }
            }
        }

        private void Step(string element, JsonValue? left, JsonValue? right, Shape shape, bool inLeaf)
        {
            _path.Add(element);
            Compare(left, right, shape, inLeaf);
            _path.RemoveAt(_path.Count - 1);
        }

        private bool Leaf(JsonValue? left, JsonValue? right, bool inLeaf)
        {
            if (!inLeaf && _path.Count > 0 && !Note(left, right) && left! != right!)
            {
                Modified.Add(_path);
            }

            return true;
        }

        private bool Note(JsonValue? left, JsonValue? right)
        {
            if (left is null)
            {
                Added.Add(_path);
                return true;
            }

            if (right is null)
            {
                Removed.Add(_path);
                return true;
            }

            return false;
        }

        private void Put(FieldSet.FieldSetBuilder set, string element)
        {
            _path.Add(element);
            set.Add(_path);
            _path.RemoveAt(_path.Count - 1);
        }

        private static IEnumerable<string> Names(JsonObject? left, JsonObject? right) =>
            left is null ? right!.Keys : right is null ? left.Keys : left.Keys.Union(right.Keys);
    }
}

/// <summary>A list's items by what tells them apart, in order; duplicates are kept together.</summary>
internal sealed class ListIndex
{
    private readonly Dictionary<string, List<JsonValue>> _items = new(StringComparer.Ordinal);

    private ListIndex()
    {
    }

    /// <summary>One element an item, in the list's order (duplicates stand several times).</summary>
    public List<string> Order { get; } = [];

    public IEnumerable<string> Elements => _items.Keys;

    public IReadOnlyList<JsonValue> this[string element] => _items.TryGetValue(element, out var items) ? items : [];

    public bool Has(string element) => _items.ContainsKey(element);

    /// <summary>The item of <paramref name="element"/>, or none where there is none or several.</summary>
    public JsonValue? Single(string element) => _items.TryGetValue(element, out var items) && items.Count == 1 ? items[0] : null;

    public static ListIndex Of(JsonArray? list, Shape shape)
    {
        var index = new ListIndex();
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            var element = PathElement.Item(shape, i, list![i], out var problem) ?? throw new TypedException(problem!);
            index.Order.Add(element);
            if (!index._items.TryGetValue(element, out var same))
            {
                index._items.Add(element, same = []);
            }

            same.Add(list[i]);
        }

        return index;
    }
}
