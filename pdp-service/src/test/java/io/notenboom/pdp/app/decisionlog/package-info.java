// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.app.decisionlog;

import org.jspecify.annotations.NullMarked;
