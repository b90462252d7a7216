// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.index;

import io.notenboom.pdp.flow.Party;
import java.util.ArrayList;
import java.util.List;

/** The keys under which a party is found; kinds of identifiers never meet. */
final class Identifiers {

    private Identifiers() {}

    static List<String> of(Party party) {
        List<String> identifiers = new ArrayList<>(party.dids());
        party.clientIds().forEach(clientId -> identifiers.add("client " + clientId));
        party.uraNumber().ifPresent(ura -> identifiers.add("ura " + ura));
        return identifiers;
    }
}
