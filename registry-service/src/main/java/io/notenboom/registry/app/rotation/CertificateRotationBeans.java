// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.rotation;

import io.notenboom.registry.app.PeerEndpoint;
import io.notenboom.registry.contract.IssuedContracts;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.NodeIdentity;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.enrolment.VendorEnrolment;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.issue.VendorWriter;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.rotation.CaCertificates;
import io.notenboom.registry.rotation.ContractCertificates;
import io.notenboom.registry.rotation.NodeCertificates;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotationJournal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Rotation of certificates. */
final class CertificateRotationBeans {

    /** Whether the stream says so already is looked at every hour, too. */
    @Produces
    @Singleton
    Rotatable nodeCertificates(
            OwnIdentityStore store, NodeIdentity identity, Use use, RotationJournal journal, InstantSource clock) {
        return new NodeCertificates(store, identity, use::begin, journal, clock);
    }

    @Produces
    @Singleton
    Use use(PeerEndpoint peers, VendorWriter writer) {
        return new Use(peers, writer);
    }

    @Produces
    @Singleton
    Rotatable nodeCa(OwnIdentityStore store, VendorEnrolment enrolment, RotationJournal journal, InstantSource clock) {
        return new CaCertificates(EnrolmentKind.NODE_CA, store, enrolment, journal, clock);
    }

    @Produces
    @Singleton
    Rotatable vendorCa(
            OwnIdentityStore store, VendorEnrolment enrolment, RotationJournal journal, InstantSource clock) {
        return new CaCertificates(EnrolmentKind.VENDOR_CA, store, enrolment, journal, clock);
    }

    @Produces
    @Singleton
    Rotatable contractCertificates(
            VendorWriter writer,
            IssuedContracts contracts,
            RegistryProjection registry,
            RotationJournal journal,
            InstantSource clock) {
        return new ContractCertificates(writer, contracts, registry, journal, clock);
    }

    /** What a new certificate of this node takes. */
    record Use(PeerEndpoint peers, VendorWriter writer) {

        void begin(OwnCertificate certificate) {
            peers.open(certificate);
            IssueOutcome unused = writer.registerAgain();
        }
    }
}
