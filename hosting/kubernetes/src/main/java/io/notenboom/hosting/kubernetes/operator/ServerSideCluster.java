// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster by server-side apply: the API server knows which fields are the operator's. */
public final class ServerSideCluster implements Cluster {

    /** Name under which the API server remembers the operator's fields. */
    public static final String FIELD_MANAGER = "notenboom-operator";

    private final KubernetesClient client;

    /** Through a client, which stays the caller's. */
    public ServerSideCluster(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void apply(HasMetadata object) {
        var unused = client.resource(object)
                .fieldManager(FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    @Override
    public void createIfAbsent(Secret secret) {
        try {
            var unused = client.resource(secret).create();
        } catch (KubernetesClientException failure) {
            if (failure.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw failure;
            }
        }
    }

    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace, Map<String, String> labels) {
        return client.resources(kind)
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems();
    }

    @Override
    public void delete(HasMetadata object) {
        var unused = client.resource(object).delete();
    }
}
