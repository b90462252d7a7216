// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;

/** What became of a change of services. */
@CheckReturnValue
public sealed interface ServiceOutcome {

    /** Done; these services are in the documents because of it, one for each DID. */
    record Changed(List<ObjectNode> services) implements ServiceOutcome {

        /** Copies the list. */
        public Changed {
            services = List.copyOf(services);
        }
    }

    /** There is no subject of this name. */
    record NoSuchSubject() implements ServiceOutcome {}

    /** All DIDs of the subject are deactivated. */
    record Deactivated() implements ServiceOutcome {}

    /** No document of the subject lists this service. */
    record NoSuchService() implements ServiceOutcome {}

    /** A document lists as many services as it may; nothing is changed. */
    record TooManyServices() implements ServiceOutcome {}
}
