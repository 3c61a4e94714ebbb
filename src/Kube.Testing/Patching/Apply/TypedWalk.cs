using Kube.Schema.Json;
using Kube.Testing.Typing;

namespace Kube.Testing.Patching.Apply;

/// <summary>A value that does not fit its schema, found while applying.</summary>
internal sealed class TypedException(string message) : Exception(message);

/// <summary>Checks a value against its shape and lists the fields it sets.</summary>
internal static class TypedWalk
{
    /// <summary>The fields <paramref name="value"/> sets: leaves, items of sets and map lists, entries of dictionaries, empty or null objects.</summary>
    public static FieldSet Fields(JsonValue value, Shape shape)
    {
        var builder = new FieldSet.FieldSetBuilder();
        Collect(value, shape, [], builder);
        return builder.Build();
    }

    /// <summary>The first few problems of <paramref name="value"/> against <paramref name="shape"/>, as <c>.path: problem</c> lines.</summary>
    public static IReadOnlyList<string> Problems(JsonValue value, Shape shape, bool allowDuplicates)
    {
        if (allowDuplicates && Fits(value, shape))
        {
            return [];
        }

        var problems = new List<string>();
        Check(value, shape, "", allowDuplicates, problems);
        return problems;
    }

    /// <summary>Whether there is no problem but, perhaps, duplicates; makes no paths, since nearly all values fit.</summary>
    private static bool Fits(JsonValue value, Shape declared)
    {
        var shape = declared.For(value);
        switch (shape.Kind, value)
        {
            case (ShapeKind.Map, JsonObject map):
                foreach (var entry in map)
                {
                    if (shape.Entry(entry.Key) is not { } inner || !Fits(entry.Value, inner))
                    {
                        return false;
                    }
                }

                return true;
            case (ShapeKind.List, JsonArray list):
                for (var i = 0; i < list.Count; i++)
                {
                    if ((shape.Identity != ListIdentity.Atomic && PathElement.Item(shape, i, list[i], out _) is null) || !Fits(list[i], shape.Element ?? Shape.Any))
                    {
                        return false;
                    }
                }

                return true;
            case (ShapeKind.Map or ShapeKind.List, _):
                return value is JsonNull;
            default:
                return ScalarProblem(value, shape) is null;
        }
    }

    private static void Collect(JsonValue value, Shape declared, List<string> path, FieldSet.FieldSetBuilder into)
    {
        var shape = declared.For(value);
        switch (shape.Kind)
        {
            case ShapeKind.Map when !shape.IsAtomic:
                foreach (var entry in value as JsonObject ?? JsonObject.Empty)
                {
                    path.Add(PathElement.Field(entry.Key));
                    Collect(entry.Value, shape.Entry(entry.Key) ?? Shape.Any, path, into);
                    if (entry.Value is JsonNull or JsonObject { Count: 0 } || !shape.Fields.ContainsKey(entry.Key))
                    {
                        into.Add(path);
                    }

                    path.RemoveAt(path.Count - 1);
                }

                break;
            case ShapeKind.List when shape.Identity != ListIdentity.Atomic:
                var items = value as JsonArray ?? JsonArray.Empty;
                for (var i = 0; i < items.Count; i++)
                {
                    if (PathElement.Item(shape, i, items[i], out _) is not { } element)
                    {
                        continue;
                    }

                    path.Add(element);
                    Collect(items[i], shape.Element ?? Shape.Any, path, into);
                    into.Add(path);
                    path.RemoveAt(path.Count - 1);
                }

                break;
            default:
                if (path.Count > 0)
                {
                    into.Add(path);
                }

                break;
        }
    }

    private static void Check(JsonValue value, Shape declared, string path, bool allowDuplicates, List<string> problems)
    {
        var shape = declared.For(value);
        switch (shape.Kind)
        {
            case ShapeKind.Map:
                CheckMap(value, shape, path, allowDuplicates, problems);
                break;
            case ShapeKind.List:
                CheckList(value, shape, path, allowDuplicates, problems);
                break;
            default:
                if (ScalarProblem(value, shape) is { } problem)
                {
                    problems.Add($"{path}: {problem}");
                }

                break;
        }
    }

    private static void CheckMap(JsonValue value, Shape shape, string path, bool allowDuplicates, List<string> problems)
    {
        if (value is JsonNull)
        {
            return;
        }

        if (value is not JsonObject map)
        {
            problems.Add($"{path}: expected map, got &{{{Text(value)}}}");
            return;
        }

        foreach (var entry in map)
        {
            var at = $"{path}.{entry.Key}";
            if (shape.Entry(entry.Key) is not { } inner)
            {
                problems.Add($"{at}: field not declared in schema");
                continue;
            }

            Check(entry.Value, inner, at, allowDuplicates, problems);
        }
    }

    private static void CheckList(JsonValue value, Shape shape, string path, bool allowDuplicates, List<string> problems)
    {
        if (value is JsonNull)
        {
            return;
        }

        if (value is not JsonArray list)
        {
            problems.Add($"{path}: expected list, got &{{{Text(value)}}}");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var at = $"{path}[{i}]";
            if (shape.Identity != ListIdentity.Atomic)
            {
                if (PathElement.Item(shape, i, list[i], out var problem) is not { } element)
                {
                    problems.Add($"{path}: element {i}: {problem}");
                    continue;
                }

                at = path + PathElement.Display(element);
                if (!seen.Add(element) && !allowDuplicates)
                {
                    problems.Add($"{path}: duplicate entries for key {PathElement.Display(element)}");
                }
            }

            Check(list[i], shape.Element ?? Shape.Any, at, allowDuplicates, problems);
        }
    }

    private static string? ScalarProblem(JsonValue value, Shape shape) => (shape.Scalar, value) switch
    {
        (_, JsonNull) or (null, _) => null,
        ("string", JsonString) or ("boolean", JsonBoolean) or ("integer" or "number", JsonInteger or JsonDouble) => null,
        ("string", _) => $"expected string, got &value.valueUnstructured{{Value:{Text(value)}}}",
        ("boolean", _) => $"expected boolean, got &value.valueUnstructured{{Value:{Text(value)}}}",
        _ => $"expected numeric (int or float), got {(value is JsonString ? "string" : value is JsonBoolean ? "bool" : Text(value))}",
    };

    private static string Text(JsonValue value) => value is JsonString text ? text.Value : value.ToJson();
}
