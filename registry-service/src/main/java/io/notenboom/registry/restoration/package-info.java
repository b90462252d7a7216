// SPDX-License-Identifier: Apache-2.0
/** Whether peers agree about the own streams of a node whose data were put back to an earlier state. */
@NullMarked
package io.notenboom.registry.restoration;

import org.jspecify.annotations.NullMarked;
