// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.scenario;

import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import java.time.Instant;

/** A Foundation and its network. */
public final class TestNetwork {

    /** When everything begins. */
    public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final Identity root = TestCertificates.root("CN=Nuts Foundation test", START.minusSeconds(86_400));
    private final NetworkId id = NetworkId.of(root.certificate().getPublicKey(), "test");

    /** The Foundation's root. */
    public Identity root() {
        return root;
    }

    /** The network. */
    public NetworkId id() {
        return id;
    }

    /** The Foundation with a stream of its own that has no events yet. */
    public TestFoundation foundation() {
        return new TestFoundation(this);
    }

    /** A vendor with a CA of the Foundation that has issued nothing yet. */
    public TestVendor vendor(String name, String kvk) {
        Identity ca = TestCertificates.issue(
                TestCertificates.vendorCa(
                        "CN=" + name + " CA,O=" + name + ",C=NL,SERIALNUMBER=" + kvk, START.minusSeconds(3_600)),
                root);
        return new TestVendor(this, "urn:oid:1.3.6.1.4.1.54851.4:" + kvk, ca);
    }
}
