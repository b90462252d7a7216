// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.platform.UnsupportedSpecException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeRendererTest {

    private final NodeRenderer renderer = new NodeRenderer(Customers.platform());

    @Test
    void theWriterIsAloneAndItsSuccessorWaits() {
        StatefulSet registry = one(StatefulSet.class, "registry", Customers.standard());
        assertThat(registry.getSpec().getReplicas()).isEqualTo(1);
        assertThat(registry.getSpec().getPodManagementPolicy()).isEqualTo("OrderedReady");
        assertThat(registry.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted())
                .isEqualTo("Retain");
        assertThat(all(HorizontalPodAutoscaler.class, Customers.standard()))
                .extracting(scaler -> scaler.getMetadata().getName())
                .containsExactlyInAnyOrder("auth", "pdp", "proxy");
        assertThat(all(HorizontalPodAutoscaler.class, Customers.small())).isEmpty();
    }

    @Test
    void aPausedNodeServesWhatVerifiersNeed() {
        CustomerSpec paused = Customers.standard().withDesiredState(DesiredState.PAUSED);
        Map<String, Integer> replicas = all(StatefulSet.class, paused).stream()
                .collect(Collectors.toMap(
                        it -> it.getMetadata().getName(), it -> it.getSpec().getReplicas()));
        assertThat(replicas).isEqualTo(Map.of("registry", 0, "auth", 1, "pdp", 0, "redis", 1));
        assertThat(one(Deployment.class, "proxy", paused).getSpec().getReplicas())
                .isZero();
        assertThat(all(TLSRoute.class, paused)).isEmpty();
        List<HTTPRoute> routes = all(HTTPRoute.class, paused);
        assertThat(routes).hasSize(1);
        assertThat(routes.getFirst().getSpec().getRules().getFirst().getMatches())
                .allSatisfy(match -> {
                    assertThat(match.getMethod()).isEqualTo("GET");
                    assertThat(match.getPath().getValue()).isIn("/iam", "/statuslist");
                });
    }

    @Test
    void anArchivedNodeRunsNothingAndKeepsItsPlace() {
        CustomerSpec archived = Customers.standard().withDesiredState(DesiredState.ARCHIVED);
        assertThat(all(StatefulSet.class, archived)).allMatch(it -> it.getSpec().getReplicas() == 0);
        assertThat(all(HTTPRoute.class, archived)).isEmpty();
        assertThat(renderer.render(archived).all())
                .extracting(HasMetadata::getKind)
                .contains("Namespace", "ResourceQuota");
    }

    @Test
    void noInternalPathHasARoute() {
        Stream.of(Customers.small(), Customers.standard())
                .flatMap(spec -> all(HTTPRoute.class, spec).stream())
                .flatMap(route -> route.getSpec().getRules().stream())
                .forEach(rule -> {
                    assertThat(rule.getMatches())
                            .extracting(match -> match.getPath().getValue())
                            .doesNotContain("/", "/internal", "/auth", "/registry", "/q")
                            .allSatisfy(path -> assertThat(path)
                                    .matches(
                                            "/(oauth2|\\.well-known/oauth-authorization-server|iam|statuslist|discovery"
                                                    + "|fhir|notification)"));
                    assertThat(rule.getBackendRefs()).allMatch(backend -> backend.getPort() == NodePorts.PUBLIC);
                });
    }

    /** The quota is enough for everything that may run at one time, so that it bounds and does not break. */
    @Test
    void theQuotaCoversAllReplicas() {
        for (CustomerSpec spec : List.of(Customers.small(), Customers.standard())) {
            NodeSizing sizing = new NodeSizing(spec);
            long memory = 0;
            for (NodeComponent component : NodeComponent.values()) {
                int replicas = component == NodeComponent.BACKUP ? 1 : sizing.mostReplicas(component);
                memory += replicas * bytes(sizing.of(component).getLimits().get("memory"));
            }
            ResourceQuota quota = one(ResourceQuota.class, "node", spec);
            assertThat(bytes(quota.getSpec().getHard().get("limits.memory"))).isGreaterThanOrEqualTo(memory);
        }
    }

    /** Also of Redis, whose volume follows from its data and not from the files of the node. */
    @Test
    void everyVolumeIsWithinTheBoundsOfItsNamespace() {
        CustomerSpec largeRedis = CustomerDocument.read(
                Customers.document("small") + "resources: {memoryMib: 20000, redisMib: 8192, storageGib: 5}\n");
        for (CustomerSpec spec : List.of(Customers.small(), Customers.standard(), largeRedis)) {
            List<Long> volumes = all(StatefulSet.class, spec).stream()
                    .map(set -> set.getSpec().getVolumeClaimTemplates().getFirst())
                    .map(claim ->
                            bytes(claim.getSpec().getResources().getRequests().get("storage")))
                    .toList();
            long largest = bytes(one(LimitRange.class, "node", spec)
                    .getSpec()
                    .getLimits()
                    .getLast()
                    .getMax()
                    .get("storage"));
            assertThat(volumes).hasSize(4).allMatch(size -> size <= largest);
            assertThat(bytes(one(ResourceQuota.class, "node", spec)
                            .getSpec()
                            .getHard()
                            .get("requests.storage")))
                    .isGreaterThanOrEqualTo(
                            volumes.stream().mapToLong(Long::longValue).sum());
        }
    }

    @Test
    void memoryOfOneProcessOfEachKindIsWhatTheCustomerTook() {
        for (CustomerSpec spec : List.of(Customers.small(), Customers.standard())) {
            NodeSizing sizing = new NodeSizing(spec);
            long sum = Stream.of(
                            NodeComponent.REGISTRY,
                            NodeComponent.AUTH,
                            NodeComponent.PDP,
                            NodeComponent.PROXY,
                            NodeComponent.REDIS)
                    .mapToLong(
                            component -> bytes(sizing.of(component).getLimits().get("memory")))
                    .sum();
            assertThat(sum).isLessThanOrEqualTo(spec.resources().memoryMib() * 1024L * 1024L);
            assertThat(bytes(sizing.of(NodeComponent.AUTH).getLimits().get("memory")))
                    .isGreaterThan((spec.resources().heapMib() + 128L) * 1024 * 1024);
        }
    }

    @Test
    void aChangeOfConfigurationReplacesThePodsThatReadIt() {
        CustomerSpec before = Customers.standard();
        CustomerSpec after = CustomerDocument.read(
                Customers.document("standard").replace("https://fhir.ehr.svc:8443", "https://fhir2.ehr.svc:8443"));
        Map<String, String> changed = new TreeMap<>(checksums(after));
        changed.entrySet().removeAll(checksums(before).entrySet());
        assertThat(changed).containsOnlyKeys("pdp");
        assertThat(one(Deployment.class, "proxy", after)).isNotEqualTo(one(Deployment.class, "proxy", before));
    }

    @Test
    void anotherVersionChangesImages() {
        CustomerSpec next = Customers.standard().withVersion(new SoftwareVersion("1.5.0"));
        assertThat(image(one(StatefulSet.class, "auth", next)))
                .isNotEqualTo(image(one(StatefulSet.class, "auth", Customers.standard())));
    }

    @ParameterizedTest
    @CsvSource({
        "version: 1.4.0, version: 9.9.9, version",
        "network: production, network: elsewhere, network",
        "login: kubernetes, login: approle, keys.login",
        "gateway: aaa-proxy, gateway: nginx, gateway",
        "s3://nuts-backups/production/, file:///srv/backups/, backup.target",
        "https://fhir.ehr.svc:8443/fhir, https://fhir.ehr.svc:8443, fhir.baseUrl",
    })
    void saysWhatAClusterCannotRun(String text, String replacement, String field) {
        CustomerSpec spec = CustomerDocument.read(Customers.document("standard").replace(text, replacement));
        assertThatThrownBy(() -> renderer.render(spec))
                .isInstanceOfSatisfying(UnsupportedSpecException.class, unsupported -> assertThat(unsupported.field())
                        .isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | 0 | 0,5,10,15,20,25,30,35,40,45,50,55 * * * *",
                "30 | 7 | 7,37 * * * *",
                "45 | 50 | 5,35 * * * *",
                "60 | 61 | 1 * * * *",
                "180 | 5 | 5 */3 * * *",
                "1440 | 59 | 59 0 * * *",
                "1000 | 3 | 3 */12 * * *",
            })
    void schedulesAreEvenAndNeverLessOftenThanAsked(int minutes, int seed, String expected) {
        assertThat(BackupManifests.schedule(minutes, seed)).isEqualTo(expected);
    }

    private Map<String, String> checksums(CustomerSpec spec) {
        return all(StatefulSet.class, spec).stream()
                .collect(Collectors.toMap(set -> set.getMetadata().getName(), set -> set.getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get(HardenedPods.CHECKSUM)));
    }

    private static String image(StatefulSet set) {
        return set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    }

    private static long bytes(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity).longValueExact();
    }

    private <T extends HasMetadata> List<T> all(Class<T> kind, CustomerSpec spec) {
        return renderer.render(spec).all().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private <T extends HasMetadata> T one(Class<T> kind, String name, CustomerSpec spec) {
        return all(kind, spec).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
