// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/**
 * A customer as a resource of Kubernetes. Its specification is the document that
 * {@link io.notenboom.hosting.customer.document.CustomerDocument} reads, so that operator, command line and control plane
 * understand the same text; the schema in the Helm chart refuses what the operator could not carry out.
 */
@Group(NutsCustomer.GROUP)
@Version(NutsCustomer.VERSION)
@Kind("NutsCustomer")
@Singular("nutscustomer")
@Plural("nutscustomers")
@ShortNames("nuc")
public class NutsCustomer extends CustomResource<ObjectNode, NutsCustomerStatus> implements Namespaced {

    /** Group of the API. */
    public static final String GROUP = "hosting.notenboom.io";

    /** Version of the API. */
    public static final String VERSION = "v1alpha1";

    private static final long serialVersionUID = 1;

    @Override
    @SuppressWarnings("NullAway") // nothing is there before a document was read
    protected @Nullable ObjectNode initSpec() {
        return null;
    }

    @Override
    @SuppressWarnings("NullAway") // nothing is there before the operator wrote it
    protected @Nullable NutsCustomerStatus initStatus() {
        return null;
    }
}
