// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import static io.notenboom.registry.scenario.TestNetwork.START;

import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The streams of some vendors, each with a contract and many endpoints, mixed into one history. */
final class SampleHistory {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:1";

    private SampleHistory() {}

    /** The stream of one vendor. */
    static List<String> stream(TestNetwork network, String kvk, int events) {
        TestVendor vendor = network.vendor("Leverancier " + kvk, kvk);
        vendor.register(START);
        UUID contract = UUID.randomUUID();
        Identity certificate = vendor.contractCertificate("Zorg", START);
        vendor.propose(contract, ORGANISATION, certificate, START.plusSeconds(1));
        vendor.approve(contract, certificate, START.plusSeconds(2));
        while (vendor.events().size() < events) {
            vendor.endpoint(ORGANISATION, "urn:uuid:" + UUID.randomUUID(), certificate, START.plusSeconds(3));
        }
        return vendor.events();
    }

    /** Streams in turns, as they are in the log of a node that was there all the time. */
    static List<String> inTurns(List<List<String>> streams) {
        int longest = streams.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(place ->
                        streams.stream().filter(stream -> place < stream.size()).map(stream -> stream.get(place)))
                .toList();
    }

    /** One stream after the other, as they are in the log of a node that fetched them so. */
    static List<String> inARow(List<List<String>> streams) {
        List<String> all = new ArrayList<>();
        streams.forEach(all::addAll);
        return all;
    }
}
