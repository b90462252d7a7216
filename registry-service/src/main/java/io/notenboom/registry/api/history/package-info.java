// SPDX-License-Identifier: Apache-2.0
/** The history: its pages, of the whole log and of streams, and how far it is there and verified. */
@NullMarked
package io.notenboom.registry.api.history;

import org.jspecify.annotations.NullMarked;
