// SPDX-License-Identifier: Apache-2.0
/** What is remembered, and when it is forgotten. */
@NullMarked
package io.notenboom.pdp.recent;

import org.jspecify.annotations.NullMarked;
