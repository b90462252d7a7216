// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator does in a cluster. Each call may fail with {@link io.fabric8.kubernetes.client.KubernetesClientException},
 * and can then be repeated.
 */
public interface Cluster {

    /** Makes an object as it is given, or changes an existing one to it; fields that others own stay. Idempotent. */
    void apply(HasMetadata object);

    /** Makes a Secret unless one of its name is there; an existing one is neither read nor changed. */
    void createIfAbsent(Secret secret);

    /** An object as it is now. */
    <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name);

    /** The objects of a kind with these labels. */
    <T extends HasMetadata> List<T> list(Class<T> kind, String namespace, Map<String, String> labels);

    /** Removes an object; one that is gone already is no error. */
    void delete(HasMetadata object);
}
