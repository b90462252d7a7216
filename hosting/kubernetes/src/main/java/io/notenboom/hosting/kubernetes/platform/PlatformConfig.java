// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a cluster have in common: where the gateway, the custodian and the monitoring are, which issuer signs
 * certificates inside the cluster, and which images make up a release. It holds no secret and nothing of one customer.
 *
 * @param gateway the gateway through which the world reaches nodes
 * @param certificates who signs the certificates of listeners inside the cluster
 * @param custodian where Vault or OpenBao is
 * @param monitoring who reads metrics; null = nobody may
 * @param callers namespaces of programs that may call internal APIs with an API token, such as the console
 * @param storageClass storage class of volumes; null = the cluster's default
 * @param priorityClass priority class of the nodes' pods; null = the cluster's default
 * @param privateNetworks networks that are not the internet: nodes reach nothing in them but what is named
 * @param objectStore where backups go; null = the internet, port 443
 * @param sharedRedis the Redis of customers that have none of their own; null = there is none
 * @param networks registry networks by name
 * @param releases images by software version
 */
public record PlatformConfig(
        Gateway gateway,
        Certificates certificates,
        Destination custodian,
        @Nullable Monitoring monitoring,
        List<String> callers,
        @Nullable String storageClass,
        @Nullable String priorityClass,
        List<String> privateNetworks,
        @Nullable Destination objectStore,
        @Nullable SharedRedis sharedRedis,
        Map<String, RegistryNetwork> networks,
        Map<String, ReleaseImages> releases) {

    /** Networks that are never the internet (RFC 1918, 6598, 3927, 4193, 4291). */
    public static final List<String> PRIVATE_NETWORKS = List.of(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "fc00::/7",
            "fe80::/10");

    @SuppressWarnings("NullAway") // what a file leaves out is null before it is checked here
    public PlatformConfig {
        Required.all("", "gateway", gateway, "certificates", certificates, "custodian", custodian);
        callers = callers == null ? List.of() : List.copyOf(callers);
        privateNetworks = privateNetworks == null ? PRIVATE_NETWORKS : List.copyOf(privateNetworks);
        networks = networks == null ? Map.of() : Map.copyOf(networks);
        releases = releases == null ? Map.of() : Map.copyOf(releases);
        callers.forEach(KubernetesNames::requireLabel);
        privateNetworks.forEach(KubernetesNames::requireCidr);
        if (storageClass != null) {
            KubernetesNames.requireName(storageClass);
        }
        if (priorityClass != null) {
            KubernetesNames.requireName(priorityClass);
        }
    }

    /** The images of a version, if this platform has them. */
    public Optional<ReleaseImages> release(String version) {
        return Optional.ofNullable(releases.get(version));
    }

    /** The settings of a registry network, if this platform takes part in it. */
    public Optional<RegistryNetwork> network(String name) {
        return Optional.ofNullable(networks.get(name));
    }

    /**
     * A Gateway of the Gateway API, whose listeners admit routes of the namespaces of nodes.
     *
     * @param namespace where it is, and where its pods are
     * @param name its name
     * @param publicListener listener that ends TLS for public hosts
     * @param peerListener listener that passes TLS through to the nodes, for peers
     */
    public record Gateway(String namespace, String name, String publicListener, String peerListener) {

        public Gateway {
            Required.all(
                    "gateway.",
                    "namespace",
                    namespace,
                    "name",
                    name,
                    "publicListener",
                    publicListener,
                    "peerListener",
                    peerListener);
            KubernetesNames.requireLabel(namespace);
            KubernetesNames.requireName(name);
            KubernetesNames.requireLabel(publicListener);
            KubernetesNames.requireLabel(peerListener);
        }
    }

    /**
     * An issuer of cert-manager. Its CSI driver makes the private key of a listener in the memory of the pod that uses it,
     * so that it is in no Secret.
     *
     * @param issuerKind {@code ClusterIssuer} or another kind of issuer
     * @param issuerName its name
     * @param authority its certificate, PEM; gateways and services trust it inside the cluster
     */
    public record Certificates(String issuerKind, String issuerName, String authority) {

        public Certificates {
            Required.all("certificates.", "issuerKind", issuerKind, "issuerName", issuerName, "authority", authority);
            KubernetesNames.requireName(issuerName);
            if (!authority.startsWith("-----BEGIN CERTIFICATE-----") || authority.contains("PRIVATE KEY")) {
                throw new IllegalArgumentException("certificates.authority: give the issuer's certificate, PEM");
            }
        }
    }

    /**
     * Who reads metrics.
     *
     * @param namespace namespace of the reader's pods
     * @param serviceMonitors whether the cluster has the resource {@code ServiceMonitor} of the Prometheus operator
     */
    public record Monitoring(String namespace, boolean serviceMonitors) {

        public Monitoring {
            Required.all("monitoring.", "namespace", namespace);
            KubernetesNames.requireLabel(namespace);
        }
    }

    /**
     * A Redis in which customers have users of their own.
     *
     * @param host its name, which its certificate carries
     * @param destination where it is
     */
    public record SharedRedis(String host, Destination destination) {

        public SharedRedis {
            Required.all("sharedRedis.", "host", host, "destination", destination);
        }
    }

    /**
     * A registry network.
     *
     * @param foundationUrl where nodes apply for certificates
     * @param root the Foundation's certificate, PEM
     * @param bootstrap addresses of peers to begin with, {@code https://host:port}
     * @param peerPorts ports of peers, besides 443
     */
    public record RegistryNetwork(String foundationUrl, String root, List<String> bootstrap, List<Integer> peerPorts) {

        @SuppressWarnings("NullAway") // what a file leaves out is null before it is checked here
        public RegistryNetwork {
            Required.all("networks.", "foundationUrl", foundationUrl, "root", root);
            bootstrap = bootstrap == null ? List.of() : List.copyOf(bootstrap);
            peerPorts = peerPorts == null ? List.of() : List.copyOf(peerPorts);
        }
    }
}
