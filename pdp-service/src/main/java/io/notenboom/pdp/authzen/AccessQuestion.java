// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An access evaluation request (Authorization API 1.0, section 6.1). */
public record AccessQuestion(Entity subject, Action action, Entity resource, ObjectNode context) {

    public AccessQuestion {
        context = context.deepCopy();
    }
}
