// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import java.util.List;
import java.util.Optional;

/** This node's own enrolments and certificates. Failures of the medium are {@link EnrolmentStoreException}. */
public interface OwnIdentityStore {

    /** Stores or replaces an enrolment; durable when it returns. */
    void save(OwnEnrolment enrolment);

    /** The enrolment of a kind. */
    Optional<OwnEnrolment> enrolment(EnrolmentKind kind);

    /** All enrolments. */
    List<OwnEnrolment> enrolments();

    /** Stores or replaces the node identity; durable when it returns. */
    void saveNodeIdentity(OwnCertificate identity);

    /** The node identity certificate. */
    Optional<OwnCertificate> nodeIdentity();

    /** Stores the Foundation's own root; durable when it returns. */
    void saveFoundation(OwnCertificate root);

    /** The Foundation's own root, on a node that is the Foundation. */
    Optional<OwnCertificate> foundation();
}
