namespace Kube.Benchmarks.Json;

/// <summary>The parts of a pod, with names in angle brackets for what differs from pod to pod.</summary>
internal static class PodText
{
    public const string Metadata = """
        "metadata":{"name":"<name>","generateName":"<set>-","namespace":"<namespace>","uid":"<uid>","resourceVersion":"<version>","generation":1,"creationTimestamp":"<created>",
        "labels":{"app.kubernetes.io/name":"<app>","app.kubernetes.io/part-of":"shop","app.kubernetes.io/managed-by":"Helm","team":"<team>","pod-template-hash":"<hash>"},
        "annotations":{"checksum/config":"<config>","prometheus.io/scrape":"true","prometheus.io/port":"9090"},
        "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"<set>","uid":"<owner>","controller":true,"blockOwnerDeletion":true}]
        """;

    public const string ManagedFields = """
        ,"managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"<created>","fieldsType":"FieldsV1","fieldsV1":
        {"f:metadata":{"f:annotations":{".":{},"f:checksum/config":{},"f:prometheus.io/port":{},"f:prometheus.io/scrape":{}},"f:generateName":{},
        "f:labels":{".":{},"f:app.kubernetes.io/name":{},"f:pod-template-hash":{},"f:team":{}},"f:ownerReferences":{".":{},"k:{\"uid\":\"<owner>\"}":{}}},
        "f:spec":{"f:containers":{"k:{\"name\":\"<app>\"}":{".":{},"f:env":{".":{},"k:{\"name\":\"LOG_LEVEL\"}":{".":{},"f:name":{},"f:value":{}}},"f:image":{},"f:imagePullPolicy":{},"f:name":{},
        "f:ports":{".":{},"k:{\"containerPort\":8080,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:name":{},"f:protocol":{}}},"f:resources":{},"f:terminationMessagePath":{},"f:volumeMounts":{}}},
        "f:dnsPolicy":{},"f:enableServiceLinks":{},"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},"f:serviceAccount":{},"f:serviceAccountName":{},"f:volumes":{}}}},
        {"manager":"kubelet","operation":"Update","apiVersion":"v1","time":"<ready>","fieldsType":"FieldsV1","fieldsV1":
        {"f:status":{"f:conditions":{"k:{\"type\":\"ContainersReady\"}":{".":{},"f:lastProbeTime":{},"f:lastTransitionTime":{},"f:status":{},"f:type":{}},
        "k:{\"type\":\"Ready\"}":{".":{},"f:lastProbeTime":{},"f:lastTransitionTime":{},"f:status":{},"f:type":{}}},"f:containerStatuses":{},"f:hostIP":{},"f:phase":{},"f:podIP":{},
        "f:podIPs":{".":{},"k:{\"ip\":\"<podIP>\"}":{".":{},"f:ip":{}}},"f:startTime":{}}},"subresource":"status"}]
        """;

    public const string Spec = """
        },"spec":{"volumes":[{"name":"config","configMap":{"name":"<app>-config","defaultMode":420}},{"name":"kube-api-access-<token>","projected":{"sources":[
        {"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},{"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}},
        {"downwardAPI":{"items":[{"path":"namespace","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.namespace"}}]}}],"defaultMode":420}}],"containers":[
        """;

    public const string Container = """
        {"name":"<app>","image":"registry.example.com/shop/<app>:<tag>","ports":[{"name":"http","containerPort":8080,"protocol":"TCP"},{"name":"metrics","containerPort":9090,"protocol":"TCP"}],
        "env":[{"name":"LOG_LEVEL","value":"info"},{"name":"DATABASE_URL","valueFrom":{"secretKeyRef":{"name":"<app>-database","key":"url"}}},
        {"name":"POD_IP","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"status.podIP"}}},{"name":"OTEL_EXPORTER_OTLP_ENDPOINT","value":"http://collector.observability.svc:4317"}],
        "resources":{"limits":{"memory":"512Mi"},"requests":{"cpu":"250m","memory":"256Mi"}},
        "volumeMounts":[{"name":"config","readOnly":true,"mountPath":"/etc/<app>"},{"name":"kube-api-access-<token>","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],
        "livenessProbe":{"httpGet":{"path":"/healthz","port":"http","scheme":"HTTP"},"initialDelaySeconds":10,"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3},
        "readinessProbe":{"httpGet":{"path":"/ready","port":8080,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":5,"successThreshold":1,"failureThreshold":3},
        "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent",
        "securityContext":{"capabilities":{"drop":["ALL"]},"readOnlyRootFilesystem":true,"allowPrivilegeEscalation":false}}
        """;

    public const string Proxy = """
        ,{"name":"proxy","image":"registry.example.com/shop/proxy:<tag>","args":["--mode","sidecar","--log-level","warning"],"ports":[{"name":"admin","containerPort":15000,"protocol":"TCP"}],
        "resources":{"limits":{"memory":"128Mi"},"requests":{"cpu":"10m","memory":"64Mi"}},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}
        """;

    public const string SpecEnd = """
        ],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"<app>","serviceAccount":"<app>","nodeName":"<node>",
        "securityContext":{"runAsNonRoot":true,"fsGroup":65532,"seccompProfile":{"type":"RuntimeDefault"}},"schedulerName":"default-scheduler",
        "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},
        {"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],"priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"},
        """;

    public const string Status = """
        "status":{"phase":"Running","conditions":[{"type":"PodReadyToStartContainers","status":"True","lastProbeTime":null,"lastTransitionTime":"<started>"},
        {"type":"Initialized","status":"True","lastProbeTime":null,"lastTransitionTime":"<created>"},{"type":"Ready","status":"True","lastProbeTime":null,"lastTransitionTime":"<ready>"},
        {"type":"ContainersReady","status":"True","lastProbeTime":null,"lastTransitionTime":"<ready>"},{"type":"PodScheduled","status":"True","lastProbeTime":null,"lastTransitionTime":"<created>"}],
        "hostIP":"<hostIP>","hostIPs":[{"ip":"<hostIP>"}],"podIP":"<podIP>","podIPs":[{"ip":"<podIP>"}],"startTime":"<created>","containerStatuses":[
        """;

    public const string ContainerStatus = """
        {"name":"<container>","state":{"running":{"startedAt":"<started>"}},"lastState":{},"ready":true,"restartCount":<restarts>,"image":"registry.example.com/shop/<container>:<tag>",
        "imageID":"registry.example.com/shop/<container>@sha256:<digest>","containerID":"containerd://<id>","started":true}
        """;

    public const string StatusEnd = """
        ],"qosClass":"Burstable"}}
        """;
}
