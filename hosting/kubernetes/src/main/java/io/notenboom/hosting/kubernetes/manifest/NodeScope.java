// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DerivedNames;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and labels of what belongs to one customer. Nothing here is made of anything but the customer's id and the version of
 * the software.
 *
 * @param names the customer's names
 * @param version version of the software
 */
record NodeScope(DerivedNames names, String version) {

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String MANAGER = "notenboom";
    static final String COMPONENT = "app.kubernetes.io/component";
    static final String NAME = "app.kubernetes.io/name";
    static final String PART_OF = "app.kubernetes.io/part-of";
    static final String VERSION = "app.kubernetes.io/version";
    /** Label that Kubernetes itself puts on each namespace. */
    static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    static NodeScope of(CustomerSpec spec) {
        return new NodeScope(spec.names(), spec.version().value());
    }

    String namespace() {
        return names.namespace();
    }

    /** Labels that select the pods of a component; they never change. */
    Map<String, String> selector(NodeComponent component) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(NAME, component.label());
        labels.put(PART_OF, MANAGER);
        labels.put(DerivedNames.LABEL, names.labelValue());
        return labels;
    }

    /** Labels of everything. */
    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(MANAGED_BY, MANAGER);
        labels.put(PART_OF, MANAGER);
        labels.put(DerivedNames.LABEL, names.labelValue());
        return labels;
    }

    /** Labels of the objects and pods of a component. */
    Map<String, String> labels(NodeComponent component) {
        Map<String, String> labels = labels();
        labels.put(NAME, component.label());
        labels.put(VERSION, version);
        return labels;
    }

    /** Metadata of an object that is named after its component. */
    ObjectMeta meta(NodeComponent component) {
        return meta(component.label(), component);
    }

    /** Metadata of an object of a component. */
    ObjectMeta meta(String name, NodeComponent component) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace())
                .withLabels(labels(component))
                .build();
    }

    /** Metadata of an object of the node as a whole. */
    ObjectMeta meta(String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace())
                .withLabels(labels())
                .build();
    }

    /** Name by which pods of the cluster reach a component. */
    String host(NodeComponent component) {
        return component.label() + "." + namespace() + ".svc";
    }
}
