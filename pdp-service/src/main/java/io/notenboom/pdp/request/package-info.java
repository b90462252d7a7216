// SPDX-License-Identifier: Apache-2.0
/** From a raw request to its one canonical form, or to the reason why it has none; nothing is repaired. */
@NullMarked
package io.notenboom.pdp.request;

import org.jspecify.annotations.NullMarked;
