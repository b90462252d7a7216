// SPDX-License-Identifier: Apache-2.0
/** Ids of what this service makes. */
@NullMarked
package io.notenboom.pdp.id;

import org.jspecify.annotations.NullMarked;
