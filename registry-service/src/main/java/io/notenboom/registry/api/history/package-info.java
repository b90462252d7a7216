// SPDX-License-Identifier: Apache-2.0
/** Pages of the history: of the whole log, of what counts in a stream, and of everything that was signed for it. */
@NullMarked
package io.notenboom.registry.api.history;

import org.jspecify.annotations.NullMarked;
