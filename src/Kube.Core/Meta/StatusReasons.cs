namespace Kube;

/// <summary>The reasons of a <see cref="Status"/>, with the HTTP status that goes with each.</summary>
public static class StatusReasons
{
    /// <summary>401: the credentials are missing or wrong.</summary>
    public const string Unauthorized = "Unauthorized";
    /// <summary>403: the user may not.</summary>
    public const string Forbidden = "Forbidden";
    /// <summary>404: there is no such object, or no such type.</summary>
    public const string NotFound = "NotFound";
    /// <summary>409: the name is taken.</summary>
    public const string AlreadyExists = "AlreadyExists";
    /// <summary>409: the object changed since it was read, or another manager owns a field.</summary>
    public const string Conflict = "Conflict";
    /// <summary>410: it was there and is gone for good.</summary>
    public const string Gone = "Gone";
    /// <summary>422: the object breaks a rule of its type.</summary>
    public const string Invalid = "Invalid";
    /// <summary>410: the version or continue token is too old; list again.</summary>
    public const string Expired = "Expired";
    /// <summary>504 or 500: the server could not complete in time.</summary>
    public const string ServerTimeout = "ServerTimeout";
    /// <summary>500: objects in storage cannot be read (KEP-4940).</summary>
    public const string StoreReadError = "StorageReadError";
    /// <summary>504: the request ran out of time; it may have been done.</summary>
    public const string Timeout = "Timeout";
    /// <summary>429: too many requests, or a disruption budget forbids an eviction.</summary>
    public const string TooManyRequests = "TooManyRequests";
    /// <summary>400: the request makes no sense.</summary>
    public const string BadRequest = "BadRequest";
    /// <summary>405: the type does not know the verb.</summary>
    public const string MethodNotAllowed = "MethodNotAllowed";
    /// <summary>406: the server cannot answer in any accepted form.</summary>
    public const string NotAcceptable = "NotAcceptable";
    /// <summary>413: the body is too large.</summary>
    public const string RequestEntityTooLarge = "RequestEntityTooLarge";
    /// <summary>415: the server cannot read the body's media type.</summary>
    public const string UnsupportedMediaType = "UnsupportedMediaType";
    /// <summary>500: a fault in the server.</summary>
    public const string InternalError = "InternalError";
    /// <summary>503: the server is not ready.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";
}

/// <summary>The reasons of a <see cref="StatusCause"/>.</summary>
public static class StatusCauseTypes
{
    /// <summary>The value is not among those allowed by other objects, or was not found.</summary>
    public const string FieldValueNotFound = "FieldValueNotFound";
    /// <summary>A value is missing.</summary>
    public const string FieldValueRequired = "FieldValueRequired";
    /// <summary>The value stands somewhere else already.</summary>
    public const string FieldValueDuplicate = "FieldValueDuplicate";
    /// <summary>The value is invalid.</summary>
    public const string FieldValueInvalid = "FieldValueInvalid";
    /// <summary>The value is none of those known.</summary>
    public const string FieldValueNotSupported = "FieldValueNotSupported";
    /// <summary>The value is not allowed here.</summary>
    public const string FieldValueForbidden = "FieldValueForbidden";
    /// <summary>The value is too long.</summary>
    public const string FieldValueTooLong = "FieldValueTooLong";
    /// <summary>There are too many values.</summary>
    public const string FieldValueTooMany = "FieldValueTooMany";
    /// <summary>The value has the wrong type.</summary>
    public const string FieldValueTypeInvalid = "FieldValueTypeInvalid";
    /// <summary>Another field manager owns the field (server-side apply).</summary>
    public const string FieldManagerConflict = "FieldManagerConflict";
    /// <summary>The server answered with something that is no status.</summary>
    public const string UnexpectedServerResponse = "UnexpectedServerResponse";
    /// <summary>The requested version is not known yet.</summary>
    public const string ResourceVersionTooLarge = "ResourceVersionTooLarge";
    /// <summary>A disruption budget forbids the eviction.</summary>
    public const string DisruptionBudget = "DisruptionBudget";
    /// <summary>The namespace is going away.</summary>
    public const string NamespaceTerminating = "NamespaceTerminating";
}
