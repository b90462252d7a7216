// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import java.util.List;
import java.util.Optional;

/** The requests that the Foundation received. Failures of the medium are {@link EnrolmentStoreException}. */
public interface EnrolmentRequestStore {

    /** Stores or replaces a request; durable when it returns. */
    void save(EnrolmentRequest request);

    /** The request with this id. */
    Optional<EnrolmentRequest> find(String id);

    /** All requests, oldest first. */
    List<EnrolmentRequest> all();
}
