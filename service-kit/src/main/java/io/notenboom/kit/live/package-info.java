// SPDX-License-Identifier: Apache-2.0
/** Server-sent events (HTML living standard, section 9.2) that start where the client was. */
@NullMarked
package io.notenboom.kit.live;

import org.jspecify.annotations.NullMarked;
