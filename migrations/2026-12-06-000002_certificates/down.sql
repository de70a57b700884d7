DROP TABLE certificates;
DROP TABLE certificate_registers;
