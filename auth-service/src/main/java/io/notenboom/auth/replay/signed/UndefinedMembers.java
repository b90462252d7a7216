// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds members that a proof does not cover, because no context defines them: those without which it verifies. Other software
 * drops them before it hashes. At most three are looked for, the fewest first.
 */
final class UndefinedMembers {

    private static final int MAX_MEMBERS = 3;
    private static final int MAX_TRIES = 3_000;
    private static final Set<String> FIXED = Set.of("@context", "proof", "jws", "type", "id");

    private final Function<ObjectNode, SignatureCheck.Reason> verify;
    private int tries;

    UndefinedMembers(Function<ObjectNode, SignatureCheck.Reason> verify) {
        this.verify = verify;
    }

    /** Names of the members, empty if the document does not verify without at most three. */
    Optional<String> remove(ObjectNode document) {
        for (int count = 1; count <= MAX_MEMBERS; count++) {
            List<String> removed = new ArrayList<>();
            if (search(document.deepCopy(), count, 0, removed)) {
                return Optional.of(String.join(", ", removed));
            }
        }
        return Optional.empty();
    }

    private boolean search(ObjectNode document, int count, int from, List<String> removed) {
        List<Member> members = new ArrayList<>();
        collect(document, "", members);
        for (int i = from; i < members.size(); i++) {
            Member member = members.get(i);
            JsonNode value = member.parent().remove(member.name());
            removed.add(member.path());
            boolean found = count == 1 ? verifies(document) : search(document, count - 1, i, removed);
            if (found) {
                return true;
            }
            removed.removeLast();
            member.parent().set(member.name(), value);
            if (tries > MAX_TRIES) {
                return false;
            }
        }
        return false;
    }

    private boolean verifies(ObjectNode document) {
        tries++;
        return verify.apply(document) == SignatureCheck.Reason.OK;
    }

    private static void collect(JsonNode node, String path, List<Member> members) {
        if (node instanceof ObjectNode object) {
            for (var member : object.properties()) {
                if (!FIXED.contains(member.getKey())) {
                    members.add(new Member(object, member.getKey(), path + member.getKey()));
                    collect(member.getValue(), path + member.getKey() + ".", members);
                }
            }
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, path, members));
        }
    }

    private record Member(ObjectNode parent, String name, String path) {}
}
