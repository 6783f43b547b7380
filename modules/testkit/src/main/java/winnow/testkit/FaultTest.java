package winnow.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that causes a real fault. It runs once with all other tests, and as often as the system property
 * {@value FaultRepetitions#PROPERTY} says with {@code -Pfaults}, which runs these tests alone. A parameter of type
 * {@code int} gets the number of the repetition, from 1: a seed for what is drawn.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Tag("fault")
@ExtendWith(FaultRepetitions.class)
public @interface FaultTest {}
